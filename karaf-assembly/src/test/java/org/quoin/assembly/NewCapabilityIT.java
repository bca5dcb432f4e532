package org.quoin.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.quoin.assembly.Node.Run;

/**
 * What the author of a capability does who has the distribution and nothing else of Quoin: has a project written, builds it,
 * and gives it to a running ledger. The build takes Quoin's artefacts from the repository of the distribution, and all others
 * from among those that this build has fetched: so it also proves that there are no others.
 */
public class NewCapabilityIT {
    private static final String DIGEST = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";
    private static final String TIME = "execution.time()";

    @ClassRule
    public static final Node node = new Node();

    @ClassRule
    public static final TemporaryFolder folder = new TemporaryFolder();

    private final Path project = folder.getRoot().toPath().resolve("my notary");

    /** In a directory whose name a careless script or URL would break. */
    @Before
    public void write() throws Exception {
        if (!Files.exists(project)) {
            borrowArtefacts();
            Run written = node.run("new-capability", "notary", project.toString());
            assertThat(written.exit()).as(written.err()).isZero();
            assertThat(written.out()).contains("mvn verify", "kar:install '" + kar().toUri() + "'");
        }
    }

    @Test
    public void itIsBuiltAndThenActiveInARunningLedger() throws Exception {
        Run build = maven("verify");
        assertThat(build.exit()).as(build.out()).isZero();
        Run start = node.start();
        assertThat(start.exit()).as(start.err()).isZero();

        Run use = node.run(
                "exec",
                "kar:install '" + kar().toUri() + "'",
                "notary:record " + DIGEST + " --owner user_1 --title 'A deed' --json",
                "notary:reward " + DIGEST + " --from user_2 --amount 1.5 --asset ETH --json",
                "notary:list --json",
                "module:list --json");

        assertThat(use.exit()).as(use.err()).isZero();
        List<JsonObject> answers = use.out()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
        assertThat(eventType(answers.get(0))).isEqualTo("notary.recorded");
        assertThat(answers.get(0).get("owner").getAsString()).isEqualTo("user_1");
        assertThat(eventType(answers.get(1))).isEqualTo("notary.rewarded");
        assertThat(item(answers.get(2), "digest")).isEqualTo(DIGEST);
        assertThat(item(answers.get(3), "name")).isEqualTo("notary");
        assertThat(item(answers.get(3), "version")).isEqualTo("1.0.0");
        assertThat(item(answers.get(3), "state")).isEqualTo("active");
        assertThat(node.data().resolve("karaf/etc/org.apache.karaf.command.acl.notary.cfg"))
                .content()
                .contains("* = admin", "list = admin,viewer");
    }

    @Test
    public void rulesThatDependOnChanceOrOnAnOrderThatNobodyKnowsDoNotBuild() throws Exception {
        Path source = project.resolve("rules/src/main/java/com/example/notary/rules/RecordOperation.java");
        String original = Files.readString(source);
        Files.writeString(
                source,
                original.replace(
                        TIME,
                        "(long) (Math.random() * 9) + new java.util.HashMap<Long, Long>().values().iterator().next()"));
        try {
            Run build = maven("verify", "-pl", "rules");

            assertThat(build.exit()).isEqualTo(1);
            String place = "com.example.notary.rules.RecordOperation.apply:" + line(original, TIME);
            assertThat(build.out())
                    .contains(place + " uses java.lang.Math.random() (FORBIDDEN_MEMBER: ")
                    .contains(place + " uses java.util.HashMap")
                    .contains(place + " computes with floating point");
        } finally {
            Files.writeString(source, original);
        }
    }

    @Test
    public void nothingIsOverwritten() throws Exception {
        Run again = node.run("new-capability", "notary", project.toString());

        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err())
                .startsWith("quoin: " + project + " is there already")
                .hasLineCount(1);
    }

    /** An author's Maven, which may not use the network, but the repository of the distribution. */
    private Run maven(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "mvn", "-B", "-ntp", "-o", "-Daether.offline.protocols=file", "-Dmaven.repo.local=" + artefacts()));
        command.addAll(List.of(arguments));
        File out = folder.newFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out);
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the build does not end: " + Files.readString(out.toPath()));
        }
        return new Run(process.exitValue(), Files.readString(out.toPath()), "");
    }

    private Path kar() {
        return project.resolve("feature/target/notary-1.0.0-feature.kar");
    }

    private static Path artefacts() {
        return folder.getRoot().toPath().resolve("artefacts");
    }

    /** All that this build has fetched, but nothing of Quoin that an earlier one may have left there. */
    private static void borrowArtefacts() throws IOException {
        Path fetched = Path.of(System.getProperty("maven.repository"));
        borrow(fetched, artefacts(), "org");
        borrow(fetched.resolve("org"), artefacts().resolve("org"), "quoin");
    }

    private static void borrow(Path from, Path to, String except) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> groups = Files.list(from)) {
            for (Path group : (Iterable<Path>) groups::iterator) {
                if (!group.getFileName().toString().equals(except)) {
                    Files.createSymbolicLink(to.resolve(group.getFileName()), group);
                }
            }
        }
    }

    private static int line(String text, String what) {
        List<String> lines = text.lines().toList();
        return 1
                + IntStream.range(0, lines.size())
                        .filter(at -> lines.get(at).contains(what))
                        .findFirst()
                        .orElseThrow();
    }

    private static String eventType(JsonObject answer) {
        return answer.getAsJsonObject("receipt")
                .getAsJsonArray("events")
                .get(0)
                .getAsJsonObject()
                .get("type")
                .getAsString();
    }

    private static String item(JsonObject page, String field) {
        return page.getAsJsonArray("items").get(0).getAsJsonObject().get(field).getAsString();
    }
}
