package org.quoin.assembly;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.quoin.assembly.Node.Run;

/** One node, used in many ways. */
public class RunningNodeIT {
    @ClassRule
    public static final Node node = new Node();

    @ClassRule
    public static final TemporaryFolder folder = new TemporaryFolder();

    @Before
    public void start() throws Exception {
        if (!Files.exists(node.data().resolve("run.json"))) {
            Run start = node.start();
            assertThat(start.exit()).as(start.err()).isZero();
            assertThat(start.out()).startsWith("Quoin is ready: chain ");
        }
    }

    @Test
    public void statusIsOneLineOfJson() throws Exception {
        Run status = node.run("status", "--json");

        assertThat(status.exit()).isZero();
        assertThat(status.out().lines()).hasSize(1);
        JsonObject json = JsonParser.parseString(status.out()).getAsJsonObject();
        assertThat(json.keySet())
                .containsExactly("state", "chainId", "height", "head", "capabilities", "pid", "httpPort", "sshPort");
        assertThat(json.get("state").getAsString()).isEqualTo("ready");
        assertThat(json.get("chainId").getAsString()).matches("[0-9a-f]{64}");
        assertThat(json.get("head").getAsString()).matches("[0-9a-f]{64}");
        assertThat(json.get("height").getAsLong()).isNotNegative();
        assertThat(json.get("pid").getAsLong()).isEqualTo(node.pid());
        assertThat(json.get("httpPort").getAsInt()).isEqualTo(node.httpPort());
        assertThat(json.get("sshPort").getAsInt()).isEqualTo(node.sshPort());
    }

    @Test
    public void statusNamesTheCapabilitiesThatTheLedgerNames() throws Exception {
        Path answer = folder.newFile().toPath();
        Files.writeString(answer, """
            #!/bin/sh
            echo '{"chainId":"00","height":7,"head":"ff","modules":[{"name":"fees","version":"1.0.0","sha256":"0a"},\
            {"name":"htlc","version":"1.2.0","sha256":"0b"}],"development":true}'
            """);
        Files.setPosixFilePermissions(answer, PosixFilePermissions.fromString("rwx------"));

        Run status = node.run(Map.of("QUOIN_SSH", answer.toString()), "", "status", "--json");

        assertThat(status.out())
                .contains(
                        "\"head\":\"ff\",\"capabilities\":[{\"name\":\"fees\",\"version\":\"1.0.0\",\"state\":\"active\"},"
                                + "{\"name\":\"htlc\",\"version\":\"1.2.0\",\"state\":\"active\"}],\"pid\":");
    }

    @Test
    public void aTourShowsSentencesLinesAndAnswersAndEndsWithFigures() throws Exception {
        int height = height();

        Run run = tour("""
            ## Nobody sees this.
            # user_1 pays,
            # and the receipt is on the ledger.
            ledger:transfer --from user_1 --to user_2 --amount 1.5 --asset ETH --json
            = paid tx
            = height
            ledger:transaction {paid}

            # Nobody is not there.
            ! UNKNOWN_ACCOUNT ledger:transfer --from user_1 --to nobody --amount 1 --asset ETH
            ! UNKNOWN_ACCOUNT ledger:transfer --from user_1 --to nobody --amount 1 --asset ETH --json
            echo {height}\
            """);

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("user_1 pays,\nand the receipt is on the ledger.\nquoin> ledger:transfer --from user_1 ")
                .contains("\n\nNobody is not there.\nquoin> ledger:transfer ")
                .contains("was rejected in block " + (height + 2) + ": There is no account nobody")
                .contains("quoin> echo " + (height + 1) + "\n" + (height + 1) + "\n");
        String tx = JsonParser.parseString(run.out().lines().toList().get(3))
                .getAsJsonObject()
                .getAsJsonObject("receipt")
                .get("tx")
                .getAsString();
        assertThat(run.out()).contains("quoin> ledger:transaction " + tx + "\nreceipt\n  tx        " + tx + "\n");
        JsonObject figures = JsonParser.parseString(run.out().lines().reduce("", (first, second) -> second))
                .getAsJsonObject();
        assertThat(figures.keySet()).containsExactly("tour", "steps", "seconds", "transactions", "height");
        assertThat(figures.get("tour").getAsString()).isEqualTo("test");
        assertThat(figures.get("steps").getAsInt()).isEqualTo(2);
        assertThat(figures.get("seconds").getAsDouble()).isBetween(0.01, 60.0);
        assertThat(figures.get("transactions").getAsInt()).isEqualTo(3);
        assertThat(figures.get("height").getAsInt()).isEqualTo(height + 3).isEqualTo(height());
    }

    @Test
    public void aTourStopsAtTheFirstLineThatDoesNotDoWhatItSays() throws Exception {
        Map<String, String> tours = new LinkedHashMap<>();
        tours.put("no:such", "the command failed, as it says above.");
        tours.put("! UNKNOWN_ACCOUNT echo done", "it was to be rejected with UNKNOWN_ACCOUNT, and was not.");
        tours.put("! UNKNOWN_ACCOUNT no:such", "it was to be rejected with UNKNOWN_ACCOUNT, and failed otherwise.");
        tours.put("echo {paid}", "nothing above takes 'paid' out of an answer.");
        tours.put("= paid tx", "the answer above has no 'tx'.");
        for (Map.Entry<String, String> tour : tours.entrySet()) {
            Run run = tour("# A sentence.\necho first\n" + tour.getKey() + "\necho never\n");

            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.out()).contains("first\n").doesNotContain("never");
            assertThat(run.err()).endsWith("quoin: The tour 'test' stops at its line 3: " + tour.getValue() + "\n");
        }
    }

    @Test
    public void rulesAreUpgradedAndRolledBackUnderTrafficOfWhichNothingIsLost() throws Exception {
        Run tour = node.run("tour", "upgrade");

        assertThat(tour.exit()).as(tour.out() + tour.err()).isZero();
        List<String> lines = tour.out().lines().toList();
        List<String> counters = lines.stream()
                .filter(line -> line.startsWith("{\"transactions\":"))
                .toList();
        assertThat(counters).hasSize(2).last().isEqualTo(lines.get(lines.size() - 1));
        JsonObject quiet = JsonParser.parseString(counters.get(0)).getAsJsonObject();
        JsonObject end = JsonParser.parseString(counters.get(1)).getAsJsonObject();
        assertThat(end.keySet())
                .containsExactly("transactions", "failed", "lost", "activations", "p99QuietMs", "p99Ms");
        assertThat(quiet.get("transactions").getAsLong()).isPositive();
        assertThat(end.get("transactions").getAsLong())
                .isGreaterThan(quiet.get("transactions").getAsLong());
        assertThat(end.get("failed").getAsLong()).isZero();
        assertThat(end.get("lost").getAsLong()).isZero();
        assertThat(end.get("activations").getAsLong()).isGreaterThanOrEqualTo(4);
        assertThat(lines).containsSubsequence("settled under 1.0.0", "settled under 1.1.0");
        assertThat(node.run("exec", "module:policy --json").out()).startsWith("{\"policy\":\"auto\"");
        awaitEndOf("htlc-fixture");
    }

    /** 5 s after its last bundle a block deactivates it, which no other test expects. */
    private static void awaitEndOf(String capability) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (node.run("status", "--json").out().contains(capability)) {
            assertThat(System.nanoTime()).as("it is still active").isLessThan(until);
            Thread.sleep(200);
        }
    }

    private static Run tour(String text) throws Exception {
        Path tours = folder.newFolder().toPath();
        Files.writeString(tours.resolve("test"), text);
        return node.run(Map.of("QUOIN_TOURS", tours.toString()), "", "tour");
    }

    private static int height() throws Exception {
        return JsonParser.parseString(node.run("status", "--json").out())
                .getAsJsonObject()
                .get("height")
                .getAsInt();
    }

    @Test
    public void execRunsCommandsInOrderUpToTheFirstThatFails() throws Exception {
        Run run = node.run("exec", "echo one", "echo \"two  'three' \\$four\"", "no:such", "echo never");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("one\ntwo  'three' $four\n");
        assertThat(run.err())
                .isEqualTo("There is no command 'no:such': 'help' lists those that there are. [UNKNOWN_COMMAND]\n");
    }

    @Test
    public void execReadsLinesFromStandardInput() throws Exception {
        Run run = node.run(Map.of(), "echo one\n\n# a comment\necho two", "exec", "-");

        assertThat(run).isEqualTo(new Run(0, "one\ntwo\n", ""));
    }

    @Test
    public void execNamesTheLineAtWhichAScriptStops() throws Exception {
        Run run = node.run(Map.of(), "# a script\necho one\n\nno:such thing\necho two\n", "exec", "-");

        assertThat(run).isEqualTo(new Run(1, "one\n", """
                                There is no command 'no:such': 'help' lists those that there are. [UNKNOWN_COMMAND]
                                The lines stop at line 4, 'no:such thing': correct it, and run those from there on.
                                """));
    }

    @Test
    public void whatTheShellItselfRefusesIsToldLikeAnythingElse() throws Exception {
        String sentence = "--loud is no option of this command: its --help lists them.";
        assertThat(node.run("exec", "ledger:balances --loud user_1"))
                .isEqualTo(new Run(1, "", sentence + " [UNKNOWN_OPTION]\n"));
        assertThat(node.run("exec", "ledger:info --json --loud"))
                .isEqualTo(new Run(
                        1,
                        "{\"error\":{\"code\":\"UNKNOWN_OPTION\",\"message\":\"" + sentence
                                + "\",\"values\":{\"argument\":\"--loud\"}}}\n",
                        ""));
        Run missing = node.run("exec", "feature:install");
        assertThat(missing.exit()).isEqualTo(1);
        assertThat(missing.err())
                .endsWith(" is missing: the command's --help shows an example. [MISSING_ARGUMENT]\n")
                .hasLineCount(1);
    }

    @Test
    public void theWelcomeSaysWhereTheLedgerStands() throws Exception {
        Run run = node.run("exec", "quoin:welcome --json");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("\"chainId\":\"", "\"development\":true", "\"active\":[")
                .hasLineCount(1);
    }

    @Test
    public void execKeepsVariablesFromOneCommandToTheNext() throws Exception {
        assertThat(node.run("exec", "x = 42", "echo $x")).isEqualTo(new Run(0, "42\n", ""));
    }

    @Test
    public void aFailureIsOneMessageWithoutColourOrStackTrace() throws Exception {
        Run run = node.run("exec", "feature:install no-such-feature");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("no-such-feature").doesNotContain("\u001b", "\tat ", "Exception");
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    public void resultsHaveNoColours() throws Exception {
        Run run = node.run("exec", "ledger:transfer --help");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("--amount").doesNotContain("\u001b");
    }

    @Test
    public void execSaysTheSameWithoutAnSshProgram() throws Exception {
        Run run = node.run(Map.of("QUOIN_SSH", ""), "", "exec", "echo one", "no:such");

        assertThat(run)
                .isEqualTo(new Run(
                        1,
                        "one\n",
                        "There is no command 'no:such': 'help' lists those that there are. [UNKNOWN_COMMAND]\n"));
    }

    @Test
    public void aSecondStartOnTheSameDataIsRefused() throws Exception {
        Run run = node.start();

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).startsWith("quoin: A ledger already runs on ").hasLineCount(1);
    }

    @Test
    public void aBusyPortHasItsExitCode() throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            Node second = new Node();
            try {
                second.before();
                for (String option : List.of("--ssh-port", "--http-port")) {
                    String free = option.equals("--ssh-port") ? "--http-port" : "--ssh-port";
                    Run run = second.run("start", option, Integer.toString(other.getLocalPort()), free, "0");
                    assertThat(run.exit()).isEqualTo(5);
                    assertThat(run.err())
                            .contains("Port " + other.getLocalPort(), option)
                            .hasLineCount(1);
                }
            } catch (Throwable e) {
                throw new AssertionError(e);
            } finally {
                second.after();
            }
        }
    }

    @Test
    public void theGatewayAnswersWhereTheStatusSaysAndSurvivesAnotherLedger() throws Exception {
        URI address = URI.create("http://127.0.0.1:" + node.httpPort() + "/");
        assertThat(node.run("status").out()).contains("gateway  " + address + "\n");
        assertThat(get(address, "api/v1/ledger").body()).contains("\"height\":");
        assertThat(get(address, "").headers().firstValue("content-security-policy"))
                .isPresent();
        assertThat(get(address, "lib/preact.js").body()).contains("export");

        int number = Integer.parseInt(
                JsonParser.parseString(node.run("exec", "dev:snapshot --json").out())
                        .getAsJsonObject()
                        .get("snapshot")
                        .getAsString());
        assertThat(node.run("exec", "dev:mine 2", "dev:revert " + number).exit())
                .isZero();
        HttpResponse<String> after = get(address, "api/v1/ledger");
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(get(address, "health/ready").body()).contains("\"state\":\"ready\"");
    }

    /** The node keeps its hash; the file is the operator's alone. */
    @Test
    public void aKeyForTheGatewayIsInItsFileAndNowhereElse() throws Exception {
        URI address = URI.create("http://127.0.0.1:" + node.httpPort() + "/");
        Path file = folder.getRoot().toPath().resolve("shop.key");
        Run made = node.run("exec", "gateway:key-create shop --scopes read --out " + file);
        assertThat(made.exit()).as(made.err()).isZero();
        String key = Files.readString(file).strip();
        assertThat(made.out()).doesNotContain(key.substring(3));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(get(address, "api/v1/ledger", "Authorization", "Bearer " + key)
                        .statusCode())
                .isEqualTo(200);
        assertThat(get(address, "metrics", "Authorization", "Bearer " + key).statusCode())
                .isEqualTo(403);

        assertThat(node.run("exec", "gateway:key-revoke shop").exit()).isZero();
        assertThat(get(address, "api/v1/ledger", "Authorization", "Bearer " + key)
                        .statusCode())
                .isEqualTo(401);
    }

    private static HttpResponse<String> get(URI address, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    public void itListensOnTheLoopbackAddressOnly() throws Exception {
        List<String> listening = listening(node.pid());

        assertThat(listening).containsExactlyInAnyOrder("127.0.0.1:" + node.sshPort(), "127.0.0.1:" + node.httpPort());
    }

    @Test
    public void whatTheOperatorRequiresDecidesWhetherItIsReady() throws Exception {
        Path required = node.data().resolve("required-capabilities");
        assertThat(node.run("exec", "ledger:health --json").out()).startsWith("{\"state\":\"ready\",");
        Files.writeString(required, "fees # our customers pay them\n");
        try {
            awaitStatus("\"state\":\"degraded\"");
            assertThat(node.run("status", "--json").out()).contains("\"reason\":\"fees is not active on this chain");
            Run health = node.run("exec", "ledger:health --json");
            assertThat(health.exit()).isEqualTo(1);
            assertThat(health.out()).startsWith("{\"state\":\"not-ready\",");
        } finally {
            Files.delete(required);
        }
        awaitStatus("\"state\":\"ready\"");
    }

    private static void awaitStatus(String wanted) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!Files.readString(node.data().resolve("run.json")).contains(wanted)) {
            assertThat(System.nanoTime()).as(wanted).isLessThan(until);
            Thread.sleep(50);
        }
    }

    @Test
    public void whoDeploysAndGovernsIsInTheAuditLog() throws Exception {
        Run run = node.run(
                "exec",
                "feature:install quoin-htlc-api",
                "config:property-set --pid org.example a.password hunter2",
                "config:delete org.example",
                "ledger:info",
                "module:policy governed",
                "module:policy auto",
                "feature:uninstall quoin-htlc-api");
        assertThat(run.exit()).as(run.err()).isZero();

        Path file = node.data().resolve("log/audit.log");
        assertThat(permissions(file)).isEqualTo("rw-------");
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (Files.readString(file).split("ledger.module-policy-changed", -1).length < 3) {
            assertThat(System.nanoTime()).isLessThan(until);
            Thread.sleep(50);
        }
        List<String> lines = Files.readAllLines(file).stream()
                .map(line -> line.replaceAll("^\\{\"time\":\"[0-9T:.-]+Z\",", ""))
                .toList();
        assertThat(lines)
                .anyMatch(line -> line.startsWith(
                        "\"user\":\"quoin\",\"action\":\"console-line\",\"line\":\"feature:install quoin-htlc-api\""))
                .anyMatch(line -> line.matches("\"user\":\"quoin\",\"action\":\"bundle-installed\","
                        + "\"bundle\":\"org.quoin.htlc.api\",.*\"sha256\":\"[0-9a-f]{64}\"}"))
                .anyMatch(line -> line.startsWith(
                        "\"user\":\"quoin\",\"action\":\"bundle-uninstalled\",\"bundle\":\"org.quoin.htlc.api\""))
                .anyMatch(line -> line.startsWith("\"user\":\"quoin\",\"action\":\"console-line\",\"line\":"
                        + "\"config:property-set --pid org.example a.password ***\""))
                .anyMatch(line ->
                        line.startsWith("\"user\":\"operator\",\"action\":\"ledger.module-policy-changed\",\"chain\":"))
                .noneMatch(line -> line.contains("hunter2"))
                .noneMatch(line -> line.contains("ledger:info"));
        assertThat(node.run("exec", "module:audit --count 3 --json").out()).startsWith("{\"items\":[{\"time\":");
    }

    @Test
    public void figuresArePrintedAsACollectorReadsThem() throws Exception {
        assertThat(node.run("exec", "ledger:metrics").out())
                .contains("# TYPE quoin_height gauge\nquoin_height ", "\nquoin_jvm_heap_used_bytes ");
    }

    @Test
    public void noPasswordOpensTheConsole() throws Exception {
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.start();
            for (String user : List.of("karaf:karaf", "admin:admin", "root:root", "quoin:quoin", "_g_:admingroup")) {
                String[] login = user.split(":", 2);
                try (ClientSession session = connect(client, login[0])) {
                    session.addPasswordIdentity(login[1]);
                    assertThatThrownBy(() -> session.auth().verify(Duration.ofSeconds(10)))
                            .as(user)
                            .hasMessageContaining("No more authentication methods available");
                }
            }
        }
    }

    /** As {@code DistributionIT} finds from inside, whoever may only look can do no more through the network. */
    @Test
    public void whoMayOnlyLookCanDoNoMoreThroughTheNetwork() throws Exception {
        Set<String> all = Pattern.compile("(?m)^\\s*([a-z-]+:[a-z-]+)")
                .matcher(node.run("exec", "help").out())
                .results()
                .map(each -> each.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(all)
                .contains("ledger:transfer", "feature:install", "quoin:exec")
                .hasSizeGreaterThan(80);
        KeyPair key = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        Path users = node.data().resolve("karaf/etc/keys.properties");
        String before = Files.readString(users);
        Files.writeString(users, before + entry("watcher", key, "viewer,ssh") + entry("nobody", key, "ssh"));
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.start();
            assertThat(allowed(client, "watcher", key, some(all)))
                    .isEqualTo(intersection(all, DistributionIT.FOR_VIEWERS));
            assertThat(allowed(client, "nobody", key, Set.of("ledger:info", "quoin:exec", "shell:cat")))
                    .isEmpty();
        } finally {
            Files.writeString(users, before);
        }
    }

    @Test
    public void noOtherKeyOpensTheConsole() throws Exception {
        KeyPair foreign = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.start();
            try (ClientSession session = connect(client, "quoin")) {
                session.addPublicKeyIdentity(foreign);
                assertThatThrownBy(() -> session.auth().verify(Duration.ofSeconds(10)))
                        .hasMessageContaining("No more authentication methods available");
            }
        }
    }

    /** Nor is a recovery phrase or a private key in anything that the node keeps, says of itself, or prints. */
    @Test
    public void aPassphraseReachesTheWalletThroughAPipeAndStaysNowhere() throws Exception {
        Path passphrase = folder.newFile("passphrase").toPath();
        Files.writeString(passphrase, "correct horse battery\n");
        Path phrase = passphrase.resolveSibling("phrase");
        Path key = passphrase.resolveSibling("carol.key");
        String create = "wallet:create carol --phrase-file " + phrase;
        Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-r-----"));
        Run open = node.run("exec", "--passphrase-file", passphrase.toString(), create);
        assertThat(open.exit()).isEqualTo(1);
        assertThat(open.err()).contains("chmod 600").hasLineCount(1);
        Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
        assertThat(node.run("exec", create).err())
                .contains("[PASSPHRASE_NEEDED]")
                .hasLineCount(1);

        List<Run> runs = new ArrayList<>();
        runs.add(node.run(
                "exec",
                "--passphrase-file",
                passphrase.toString(),
                create,
                "ledger:account-create carol",
                "ledger:transfer --from user_1 --to carol --amount 2 --asset ETH"));
        String pay = "ledger:transfer --from carol --to user_1 --amount 0.5 --asset ETH";
        assertThat(node.run("exec", pay).err()).contains("[WALLET_LOCKED]");
        runs.add(node.runWithOpen(
                passphrase,
                "exec",
                "--passphrase-fd",
                "3",
                "wallet:unlock --for 1h",
                "wallet:export carol --to " + key));
        runs.add(node.run("exec", pay, "wallet:list", "config:list", "wallet:lock"));
        runs.add(node.run(
                Map.of(),
                "correct horse battery\nwallet:unlock\n" + pay + "\nwallet:lock\n",
                "exec",
                "--passphrase-fd",
                "0",
                "-"));
        runs.add(node.run(
                Map.of("QUOIN_SSH", ""),
                "",
                "exec",
                "--passphrase-file",
                passphrase.toString(),
                "wallet:unlock",
                "wallet:lock"));
        for (Run run : runs) {
            assertThat(run.exit()).as(run.err()).isZero();
        }
        assertThat(node.run("exec", pay).err()).contains("[WALLET_LOCKED]");

        List<String> secrets = List.of(
                "correct horse battery",
                Files.readString(phrase).substring(0, 30),
                Files.readString(key).strip().substring("ed25519 ".length()));
        assertThat(runs.toString()).doesNotContain(secrets);
        try (Stream<Path> kept = Files.walk(node.data())) {
            for (Path file : kept.filter(Files::isRegularFile).toList()) {
                assertThat(content(file)).as("%s", file).doesNotContain(secrets);
            }
        }
    }

    /** Nothing of a file that the node has deleted meanwhile. */
    private static String content(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    @Test
    public void whatItKeepsIsItsOwnersAlone() throws Exception {
        assertThat(permissions(node.data())).isEqualTo("rwx------");
        assertThat(permissions(node.data().resolve("deploy"))).isEqualTo("rwx------");
        assertThat(permissions(node.data().resolve("karaf/login.key"))).isEqualTo("rw-------");
        assertThat(permissions(node.data().resolve("karaf/etc/host.key"))).isEqualTo("rw-------");
        assertThat(permissions(node.data().resolve("karaf/etc/keys.properties")))
                .isEqualTo("rw-------");
    }

    @Test
    public void nothingCanBeFetchedWhileItRuns() throws Exception {
        Run settings = node.run("exec", "config:property-list --pid org.ops4j.pax.url.mvn");
        Run foreign = node.run("exec", "bundle:install mvn:com.google.guava/guava/33.4.8-jre");

        assertThat(settings.out())
                .contains("org.ops4j.pax.url.mvn.repositories = \n", "useFallbackRepositories = false")
                .doesNotContain("http:", "https:", ".m2");
        assertThat(foreign.exit()).isEqualTo(1);
        assertThat(Files.exists(node.data().resolve("karaf/data/repository/com/google")))
                .isFalse();
    }

    /** In Karaf's file of users, whose keys are as RFC 4253 section 6.6 writes them. */
    private static String entry(String user, KeyPair key, String roles) {
        ByteArrayBuffer buffer = new ByteArrayBuffer();
        buffer.putRawPublicKey(key.getPublic());
        return user + " = " + Base64.getEncoder().encodeToString(buffer.getCompactData()) + "," + roles + "\n";
    }

    /** Those of which a user sees the help. Karaf ends a session with its first command. */
    private static Set<String> allowed(SshClient client, String user, KeyPair key, Set<String> commands)
            throws IOException {
        Set<String> allowed = new TreeSet<>();
        for (String command : commands) {
            try (ClientSession session = connect(client, user)) {
                session.addPublicKeyIdentity(key);
                session.auth().verify(Duration.ofSeconds(10));
                try (ChannelExec channel = session.createExecChannel(command + " --help")) {
                    channel.setIn(InputStream.nullInputStream());
                    channel.setOut(OutputStream.nullOutputStream());
                    channel.setErr(OutputStream.nullOutputStream());
                    channel.open().verify(Duration.ofSeconds(10));
                    channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), Duration.ofSeconds(10));
                    assertThat(channel.getExitStatus()).as(command).isNotNull();
                    if (channel.getExitStatus() == 0) {
                        allowed.add(command);
                    }
                }
            }
        }
        return allowed;
    }

    /** Those for viewers, and of each scope one that is not: all of them are tried from inside. */
    private static Set<String> some(Set<String> commands) {
        Set<String> some = intersection(commands, DistributionIT.FOR_VIEWERS);
        Set<String> scopes = new TreeSet<>();
        for (String command : commands) {
            if (!some.contains(command) && scopes.add(command.substring(0, command.indexOf(':')))) {
                some.add(command);
            }
        }
        return some;
    }

    private static Set<String> intersection(Set<String> all, Set<String> some) {
        Set<String> both = new TreeSet<>(all);
        both.retainAll(some);
        return both;
    }

    private static ClientSession connect(SshClient client, String user) throws IOException {
        return client.connect(user, "127.0.0.1", node.sshPort())
                .verify(Duration.ofSeconds(10))
                .getSession();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** The addresses on which a process listens, from what Linux tells of its sockets. */
    private static List<String> listening(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        List<String> sockets = new ArrayList<>();
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            for (Path descriptor : (Iterable<Path>) descriptors::iterator) {
                sockets.add(Files.readSymbolicLink(descriptor).toString());
            }
        }
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
            for (String line : Files.readAllLines(process.resolve("net").resolve(table), UTF_8)) {
                String[] fields = line.strip().split("\\s+", 0);
                boolean listens = fields[3].equals("0A") || table.startsWith("udp") && fields[3].equals("07");
                if (listens && sockets.contains("socket:[" + fields[9] + "]")) {
                    addresses.add(address(fields[1]));
                }
            }
        }
        return addresses;
    }

    private static String address(String hex) {
        int colon = hex.indexOf(':');
        String ip = hex.substring(0, colon);
        boolean loopback = ip.equals("0100007F") || ip.equals("0000000000000000FFFF00000100007F");
        return (loopback ? "127.0.0.1" : ip) + ":" + Integer.parseInt(hex.substring(colon + 1), 16);
    }
}
