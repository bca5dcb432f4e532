package org.quoin.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.quoin.assembly.Node.Run;

/** Starting, stopping, and what can go wrong with either. */
public class LauncherIT {
    @Rule
    public final Node alice = new Node();

    @Rule
    public final Node bob = new Node();

    @Test
    public void twoNodesRunSideBySideAndStopWithoutATrace() throws Exception {
        assertThat(alice.start().exit()).isZero();
        assertThat(bob.start().exit()).isZero();

        assertThat(alice.sshPort()).isNotEqualTo(bob.sshPort());
        assertThat(alice.run("exec", "echo alice").out()).isEqualTo("alice\n");
        assertThat(bob.run("exec", "echo bob").out()).isEqualTo("bob\n");

        assertThat(alice.run("stop")).isEqualTo(new Run(0, "", ""));
        assertThat(bob.run("exec", "echo still here").out()).isEqualTo("still here\n");
        assertThat(bob.run("stop")).isEqualTo(new Run(0, "", ""));
        assertThat(alice.data().resolve("run.json")).doesNotExist();

        Run status = alice.run("status", "--json");
        assertThat(status.exit()).isEqualTo(3);
        assertThat(status.out())
                .isEqualTo("{\"state\":\"stopped\",\"chainId\":null,\"height\":null,\"head\":null,\"capabilities\":[],"
                        + "\"pid\":null,\"httpPort\":null,\"sshPort\":null}\n");
        assertThat(status.err()).startsWith("quoin: No ledger runs on ").hasLineCount(1);
    }

    /** In one session with what comes after: the node takes the imported ledger without a restart. */
    @Test
    public void aLedgerMovesFromOneNodeToAnother() throws Exception {
        assertThat(alice.start().exit()).isZero();
        assertThat(bob.start().exit()).isZero();
        Path file = alice.data().resolveSibling("ledger.quoin");
        Run exported = alice.run(
                "exec",
                "feature:install quoin-htlc",
                "htlc:create --from user_1 --to user_2 --amount 1 --asset ETH --secret-text secret --preimage-length 6"
                        + " --expires 1h",
                "ledger:transfer --from user_1 --to user_3 --amount 2 --asset ETH",
                "ledger:key-rotate user_4 --scheme secp256k1",
                "ledger:export " + file + " --json");
        assertThat(exported.exit()).as(exported.err()).isZero();
        String info = alice.run("exec", "ledger:info --json").out();

        Run imported = bob.run(
                "exec",
                "ledger:import " + file + " --json",
                "ledger:verify --json",
                "ledger:info --json",
                "ledger:balances user_3");
        assertThat(imported.exit()).as(imported.err()).isZero();
        assertThat(imported.out())
                .contains("\"added\":")
                .contains("{\"ok\":true,")
                .contains(info)
                .contains("10002");
        assertThat(bob.run("exec", "ledger:import " + file + " --json").out()).contains("\"added\":0}");
        assertThat(bob.run("exec", "feature:install quoin-htlc", "htlc:list --json")
                        .out())
                .contains("\"funder\":\"user_1\"");

        assertThat(bob.run("stop").exit()).isZero();
        assertThat(bob.start().exit()).isZero();
        assertThat(bob.run("exec", "ledger:info --json").out()).isEqualTo(info);
    }

    @Test
    public void whatNeedsARunningNodeSaysSo() throws Exception {
        for (String[] verb : List.of(new String[] {"stop"}, new String[] {"exec", "help"}, new String[] {"tour"})) {
            Run run = alice.run(verb);
            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.err()).startsWith("quoin: No ledger runs on ").hasLineCount(1);
        }
    }

    @Test
    public void wrongUsageIsRefusedWithASentence() throws Exception {
        for (String[] wrong : List.of(
                new String[] {},
                new String[] {"fly"},
                new String[] {"start", "now"},
                new String[] {"start", "--fast"},
                new String[] {"start", "--ssh-port", "70000"},
                new String[] {"start", "--ssh-port"},
                new String[] {"start", "--cut"},
                new String[] {"repair", "--from"},
                new String[] {"exec"},
                new String[] {"console"},
                new String[] {"tour", "to-the-moon"},
                new String[] {"tour", "one", "two"},
                new String[] {"new-capability"},
                new String[] {"new-capability", "Notary"},
                new String[] {"new-capability", "../notary"},
                new String[] {"new-capability", "htlc"},
                new String[] {"new-capability", "int"},
                new String[] {"new-capability", "notary", "here", "there"})) {
            Run run = alice.run(wrong);
            assertThat(run.exit()).as(String.join(" ", wrong)).isEqualTo(2);
            assertThat(run.err()).startsWith("quoin: ").hasLineCount(1);
            assertThat(run.out()).isEmpty();
        }
        assertThat(alice.data()).doesNotExist();
    }

    @Test
    public void dataUnderABuildDirectoryAreRefused() throws Exception {
        Run run = alice.run("start", "--data", "target/data");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("target").hasLineCount(1);
    }

    @Test
    public void aWrongJdkHasItsExitCode() throws Exception {
        Optional<Path> newer = newerJdk();
        assumeTrue("there is no JDK newer than 23 on this machine", newer.isPresent());

        Run run = alice.run(Map.of("JAVA_HOME", newer.orElseThrow().toString()), "", "start");

        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.err())
                .startsWith("quoin: Quoin runs on JDK 17 to 23, but ")
                .hasLineCount(1);
    }

    @Test
    public void aJdkThatIsNotThereHasTheSameExitCode() throws Exception {
        Run run = alice.run(Map.of("JAVA_HOME", "/no/such/jdk"), "", "start");

        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.err()).contains("/no/such/jdk").hasLineCount(1);
    }

    @Test
    public void aNodeThatIsNotReadyInTimeIsStoppedAgain() throws Exception {
        Run run = alice.run(Map.of("QUOIN_READY_SECONDS", "1"), "", "start", "--ssh-port", "0", "--http-port", "0");

        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.err()).contains("not ready within 1 s").hasLineCount(1);
        assertThat(alice.run("status").exit()).isEqualTo(3);
    }

    @Test
    public void whatWasAcknowledgedSurvivesKillMinusNine() throws Exception {
        assertThat(alice.start().exit()).isZero();
        Run transfer = alice.run("exec", "ledger:transfer --from user_1 --to user_2 --amount 1.5 --asset ETH --json");
        assertThat(transfer.exit()).as(transfer.err()).isZero();
        assertThat(transfer.out()).contains("\"status\":\"applied\"").hasLineCount(1);
        String[] questions = {
            "exec", "ledger:info --json", "ledger:balances user_1 --json", "ledger:balances user_2 --json"
        };
        String before = alice.run(questions).out();
        assertThat(before)
                .contains("\"asset\":\"ETH\",\"amount\":\"9998.5\"", "\"asset\":\"ETH\",\"amount\":\"10001.5\"");

        alice.kill();
        assertThat(alice.run("status").exit()).isEqualTo(3);
        assertThat(alice.start().exit()).isZero();

        assertThat(alice.run(questions).out()).isEqualTo(before);
        Run verify = alice.run("exec", "ledger:verify --json");
        assertThat(verify.exit()).isZero();
        assertThat(verify.out()).startsWith("{\"ok\":true,");
    }

    @Test
    public void aDevelopmentLedgerSaysWhatToDoNextAndEndsWithCtrlC() throws Exception {
        Process dev = alice.spawn("dev", "--ssh-port", "0", "--http-port", "0");
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines = dev.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                if (line.contains("Ctrl-C")) {
                    assertThat(alice.run("exec", "echo ready").out()).isEqualTo("ready\n");
                    interrupt(dev);
                }
            }
        }

        assertThat(dev.waitFor()).isZero();
        assertThat(said)
                .contains("--data " + alice.data() + " exec \"ledger:transfer --from user_1 --to user_2 --amount 1.5");
        assertThat(alice.data().resolve("run.json")).doesNotExist();
        assertThat(alice.run("status").exit()).isEqualTo(3);
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("/bin/sh", "-c", "kill -INT " + process.pid())
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }

    @Test
    public void damagedDataHaveTheirExitCodeAndAreLeftAlone() throws Exception {
        assertThat(alice.start().exit()).isZero();
        assertThat(alice.run("stop").exit()).isZero();
        Path journal = alice.data().resolve("ledger/journal");
        byte[] damaged = Files.readAllBytes(journal);
        damaged[lastUsed(damaged)] ^= 1;
        Files.write(journal, damaged);

        Run run = alice.start();

        assertThat(run.exit()).isEqualTo(6);
        assertThat(run.err()).startsWith("quoin: The ledger is damaged").hasLineCount(1);
        assertThat(Files.readAllBytes(journal)).isEqualTo(damaged);
        Run status = alice.run("status", "--json");
        assertThat(status.exit()).isEqualTo(6);
        assertThat(status.out()).contains("\"state\":\"refused\"").contains("\"reason\":\"The ledger is damaged");

        Run repair = alice.run("repair");
        assertThat(repair.exit()).as(repair.out() + repair.err()).isZero();
        assertThat(repair.out()).contains("The journal is repaired: blocks 0 to ");
        assertThat(repair.err()).isEmpty();
        assertThat(alice.run("status").exit()).isEqualTo(3);
        assertThat(alice.start().exit()).isZero();
        assertThat(alice.run("repair").err()).contains("stop it first").hasLineCount(1);
    }

    @Test
    public void whatARepairCannotHealStaysRefused() throws Exception {
        assertThat(alice.start().exit()).isZero();
        assertThat(alice.run("stop").exit()).isZero();
        Path journal = alice.data().resolve("ledger/journal");
        byte[] damaged = Files.readAllBytes(journal);
        Arrays.fill(damaged, 3 * 4096 + 100, 3 * 4096 + 200, (byte) 0); // in block 0
        Files.write(journal, damaged);

        Run repair = alice.run("repair", "--json");

        assertThat(repair.exit()).isEqualTo(6);
        assertThat(repair.out()).startsWith("{\"ok\":false,").hasLineCount(1);
        assertThat(repair.err()).startsWith("quoin: The ledger in ").hasLineCount(1);
        assertThat(Files.readAllBytes(journal)).isEqualTo(damaged);
        assertThat(alice.run("repair", "--from", alice.data() + "/none").exit()).isEqualTo(1);
    }

    /** A process that says it is the node and has no console: what is shown of the state is what the file says. */
    @Test
    public void aDegradedNodeIsShownWithItsReason() throws Exception {
        Files.createDirectories(alice.data());
        Process node = new ProcessBuilder("/bin/sh", "-c", "read wait", "-Dquoin.data=" + alice.data()).start();
        try {
            Files.writeString(
                    alice.data().resolve("run.json"),
                    "{\"pid\":" + node.pid() + ",\"httpPort\":null,\"sshPort\":1,\"state\":\"degraded\","
                            + "\"reason\":\"the disk \\\"a\\\" is full\"}\n");

            Run json = alice.run("status", "--json");
            assertThat(json.exit()).as(json.err()).isZero();
            assertThat(json.out())
                    .isEqualTo("{\"state\":\"degraded\",\"chainId\":null,\"height\":null,\"head\":null,"
                            + "\"capabilities\":[],\"pid\":" + node.pid() + ",\"httpPort\":null,\"sshPort\":1,"
                            + "\"reason\":\"the disk \\\"a\\\" is full\"}\n");
            assertThat(alice.run("status").out())
                    .startsWith("state    degraded\n")
                    .endsWith("reason   the disk \"a\" is full\n");
        } finally {
            node.destroy();
            node.waitFor();
        }
        Run gone = alice.run("status", "--json");
        assertThat(gone.exit()).isEqualTo(3);
        assertThat(gone.out()).startsWith("{\"state\":\"stopped\"").doesNotContain("reason");
    }

    private static int lastUsed(byte[] file) {
        int last = file.length - 1;
        while (file[last] == 0) {
            last--;
        }
        return last;
    }

    private static Optional<Path> newerJdk() throws IOException {
        Path home = Path.of(System.getProperty("java.home")).toRealPath();
        try (Stream<Path> neighbours = Files.list(home.resolveSibling(""))) {
            return neighbours
                    .filter(jdk -> Files.isExecutable(jdk.resolve("bin/java")))
                    .filter(jdk -> version(jdk) > 23)
                    .min(Comparator.naturalOrder());
        }
    }

    private static int version(Path jdk) {
        try (Stream<String> lines = Files.lines(jdk.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION=\""))
                    .map(line -> line.substring(14).split("[^0-9]", 2)[0])
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
