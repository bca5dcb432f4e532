package org.quoin.ledger.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.Audit;
import org.quoin.ledger.console.Fields;

class AuditLogTest {
    private static final String CHAIN = "ab".repeat(32);

    private final Path directory;
    private final Path file;
    private AuditLog log;

    AuditLogTest(@TempDir Path data) {
        directory = data.resolve("log");
        file = directory.resolve("audit.log");
        log = opened();
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aLineIsAJsonObjectThatItsOwnerAloneReads() throws IOException {
        assertThat(log.write(
                        "quoin", "bundle-installed", Fields.of("bundle", "a.b").and("id", 7L)))
                .isTrue();

        assertThat(file)
                .hasContent("{\"time\":\"2026-01-01T00:00:00.000Z\",\"user\":\"quoin\",\"action\":\"bundle-installed\","
                        + "\"bundle\":\"a.b\",\"id\":7}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(log.newest(5)).singleElement().satisfies(entry -> {
            assertThat(entry.time()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
            assertThat(entry.details().asMap()).containsEntry("bundle", "a.b").containsEntry("id", 7L);
        });
    }

    @Test
    void nothingThatSomebodyTypesMakesALineOfItsOwn() throws IOException {
        String hostile = "a\r\n{\"time\":\"2026-01-01T00:00:00Z\",\"user\":\"operator\",\"action\":\"forged\"}\n"
                + "\u2028\u2029\u0085\u001b[2J\u0000\u007f\u202e\"}\\";

        log.write(hostile, "console-line", Fields.of("line", hostile));
        log.write("quoin", "next", Fields.none());

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).matches("[ -~]+");
        JsonObject read = JsonParser.parseString(lines.get(0)).getAsJsonObject();
        assertThat(read.get("line").getAsString()).isEqualTo(hostile);
        assertThat(log.newest(10)).extracting(Audit.Entry::action).containsExactly("console-line", "next");
    }

    @Test
    void theNewestAreShown() throws IOException {
        for (int i = 0; i < 20; i++) {
            log.write("quoin", "step", Fields.of("i", i));
        }

        assertThat(numbers(log.newest(3))).containsExactly(17L, 18L, 19L);
        assertThat(numbers(log.newest(1_000)).stream().filter(i -> i >= 0)).hasSize(20);
    }

    @Test
    void aLineThatWasCutShortIsWrittenOver() throws IOException {
        log.write("quoin", "one", Fields.none());
        log.write("operator", "two", CHAIN, 5, Fields.none());
        log.close();
        Files.writeString(file, "{\"time\":\"2026-01-01T00:00:00.000Z\",\"user\":\"ope", StandardOpenOption.APPEND);

        log = opened();
        assertThat(log.position()).contains(new AuditLog.Position(CHAIN, 6));
        log.write("quoin", "three", Fields.none());

        assertThat(Files.readAllLines(file)).hasSize(3).allMatch(line -> line.endsWith("}"));
        assertThat(log.newest(9)).extracting(Audit.Entry::action).containsExactly("one", "two", "three");
    }

    @Test
    void itStartsANewFileInTimeAndForgetsTheOldestButNotThePlaceInTheChain() throws IOException {
        log.write("operator", "ledger.module-activated", CHAIN, 41, Fields.none());
        for (int i = 0; i < 200; i++) {
            log.write("quoin", "step", Fields.of("i", i));
        }

        try (var files = Files.list(directory)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("audit.log", "audit-1.log", "audit-2.log");
        }
        assertThat(Files.size(file)).isLessThanOrEqualTo(1_000);
        assertThat(Files.size(directory.resolve("audit-1.log"))).isBetween(800L, 1_000L);
        assertThat(Files.readString(directory.resolve("audit-2.log"))).doesNotContain("module-activated");
        assertThat(numbers(log.newest(12)).stream().filter(i -> i >= 0)).endsWith(198L, 199L);
        log.close();
        log = opened();
        assertThat(log.position()).contains(new AuditLog.Position(CHAIN, 42));
    }

    /** The first line of the new file must not claim the event whose line is to come. */
    @Test
    void aCrashBetweenANewFileAndItsFirstEventLosesNothing() throws IOException {
        long sequence = 0;
        while (!Files.exists(directory.resolve("audit-1.log"))) {
            log.write("operator", "ledger.module-activated", CHAIN, sequence++, Fields.none());
        }
        log.close();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        Files.writeString(file, lines.get(0) + "\n");

        log = opened();

        assertThat(log.position()).contains(new AuditLog.Position(CHAIN, sequence - 1));
    }

    @Test
    void aRotationThatWasCutShortIsFinished() throws IOException {
        log.write("operator", "ledger.module-activated", CHAIN, 3, Fields.none());
        log.close();
        Files.writeString(
                directory.resolve("audit.log.next"),
                "{\"time\":\"2026-01-01T00:00:00.000Z\",\"user\":\"node\",\"action\":\"log-continued\",\"chain\":\""
                        + CHAIN + "\",\"next\":4}\n");
        Files.move(file, directory.resolve("audit-1.log"));

        log = opened();

        assertThat(log.position()).contains(new AuditLog.Position(CHAIN, 4));
        assertThat(log.newest(9))
                .extracting(Audit.Entry::action)
                .containsExactly("ledger.module-activated", "log-continued");
    }

    @Test
    void aPositionIsKeptWithoutALineAndNeverGoesBack() {
        log.move(new AuditLog.Position(CHAIN, 30_000));
        log.move(new AuditLog.Position(CHAIN, 20_000));
        log.close();
        log = opened();
        assertThat(log.position()).contains(new AuditLog.Position(CHAIN, 30_000));

        AuditLog.Position other = new AuditLog.Position("cd".repeat(32), 1);
        log.move(other);
        log.close();
        log = opened();
        assertThat(log.position()).contains(other);
    }

    @Test
    void withoutADiskThatTakesItNobodyIsStoppedAndItGoesOnAfterwards() throws IOException {
        log.close();
        Path moved = directory.resolveSibling("moved");
        Files.move(directory, moved);
        Files.writeString(directory, "a file in the way");

        assertThat(log.write("quoin", "lost", Fields.none())).isFalse();
        assertThat(log.problem().orElseThrow()).startsWith("The audit log ").contains("see to the disk");

        Files.delete(directory);
        Files.move(moved, directory);
        assertThat(log.write("quoin", "kept", Fields.none())).isTrue();
        assertThat(log.problem()).isEmpty();
        assertThat(log.newest(9)).extracting(Audit.Entry::action).containsExactly("kept");
    }

    /** As when somebody stops a command at the console. */
    @Test
    void anInterruptLosesNoLine() throws IOException {
        Thread.currentThread().interrupt();
        assertThat(log.write("quoin", "one", Fields.none())).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        AtomicInteger written = new AtomicInteger();
        Thread writer = new Thread(() -> {
            for (int i = 0; i < 100; i++) {
                log.write("quoin", "step", Fields.of("i", i));
                written.incrementAndGet();
            }
        });
        writer.start();
        while (writer.isAlive()) {
            int before = written.get();
            writer.interrupt();
            while (writer.isAlive() && written.get() == before) {
                LockSupport.parkNanos(20_000);
            }
        }

        assertThat(log.problem()).isEmpty();
        List<Long> shown = numbers(log.newest(12)).stream().filter(i -> i >= 0).toList();
        assertThat(shown).hasSizeGreaterThan(8).endsWith(99L).doesNotHaveDuplicates();
        assertThat(shown.get(0)).isEqualTo(100L - shown.size());
    }

    @Test
    void whoRemovesTheFileLosesItsLinesOnly() throws IOException {
        log.write("operator", "ledger.module-activated", CHAIN, 3, Fields.none());
        Files.delete(file);

        log.write("quoin", "next", Fields.none());
        log.close();
        log = opened();

        assertThat(log.position()).contains(new AuditLog.Position(CHAIN, 4));
        assertThat(log.newest(9)).extracting(Audit.Entry::action).containsExactly("log-continued", "next");
    }

    @Test
    void theUserOfWhatHappensMeanwhileIsWhoIsAtWork() throws IOException {
        Actors actors = new Actors();
        ConsoleAudit console = new ConsoleAudit(log, actors, java.util.Set::of);

        assertThat(actors.now()).isEqualTo("node");
        console.begins("alice", "echo nothing");
        assertThat(actors.now()).isEqualTo("node");
        console.begins("alice", "module:activate htlc");
        assertThat(actors.now()).isEqualTo("alice");
        actors.begin("bob");
        assertThat(actors.now()).isEqualTo("alice,bob");
        actors.end("bob");
        console.ends(false);
        assertThat(actors.now()).isEqualTo("node");
        console.ends(true);

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .contains("\"user\":\"alice\",\"action\":\"console-line\",\"line\":\"module:activate htlc\"");
        assertThat(lines.get(1)).endsWith("\"action\":\"console-line-ended\",\"number\":1,\"ok\":false}");
    }

    private AuditLog opened() {
        return new AuditLog(directory, () -> Instant.parse("2026-01-01T00:00:00Z"), 1_000, 3);
    }

    private static List<Long> numbers(List<Audit.Entry> entries) {
        List<Long> numbers = new ArrayList<>();
        entries.forEach(entry -> numbers.add((Long) entry.details().find("i").orElse(-1L)));
        return numbers;
    }
}
