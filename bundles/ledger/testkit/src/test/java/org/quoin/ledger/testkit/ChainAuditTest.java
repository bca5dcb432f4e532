package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Audit;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.GrantHost;
import org.quoin.ledger.api.HostGrant;
import org.quoin.ledger.api.ModulePolicy;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RotateKeys;
import org.quoin.ledger.api.SetModulePolicy;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.audit.AuditLog;
import org.quoin.ledger.core.audit.ChainAudit;
import org.quoin.ledger.testkit.probe.Jars;

/** What operators change on the chain is in the audit log, each change once, whatever happens to the node. */
@Timeout(60)
class ChainAuditTest {
    private static final Person OPERATOR = Person.named("operator");
    private static final Person USER = Person.named("user_1");

    private final TestLedger ledger =
            TestLedger.open(new MemoryStore(), new ManualClock(TestLedger.START), OPERATOR, USER);
    private final Path directory;
    private AuditLog log;
    private ChainAudit audit;

    ChainAuditTest(@TempDir Path directory) {
        this.directory = directory;
        log = new AuditLog(directory, InstantSource.system());
        audit = ledger.node().audit(log);
    }

    @AfterEach
    void close() {
        audit.close();
        log.close();
        ledger.close();
    }

    @Test
    void whatIsGovernedIsThereWithWhoSignedIt() throws Exception {
        pay();
        Receipt activated = ledger.activate(Jars.probe("1.0.0"));
        ledger.submit(
                USER,
                new RotateKeys("user_1", List.of(Person.named("other").signer().publicKey())));
        Receipt policy = ledger.submit(OPERATOR, new SetModulePolicy(ModulePolicy.GOVERNED));
        Receipt granted = ledger.submit(OPERATOR, grant(1));
        Receipt rotated = ledger.submit(
                OPERATOR,
                new RotateKeys("operator", List.of(Person.named("new").signer().publicKey())));

        List<Audit.Entry> entries = awaitAll();

        assertThat(entries)
                .extracting(Audit.Entry::action)
                .containsExactly(
                        "ledger.module-activated",
                        "ledger.module-policy-changed",
                        "ledger.host-granted",
                        "ledger.key-rotated");
        assertThat(entries).extracting(Audit.Entry::user).containsOnly("operator");
        assertThat(entries)
                .extracting(entry -> entry.details().text("tx"))
                .containsExactly(id(activated), id(policy), id(granted), id(rotated));
        assertThat(entries)
                .extracting(entry -> entry.details().number("height"))
                .containsExactly(activated.height(), policy.height(), granted.height(), rotated.height());
        assertThat(entries.get(0).details().text("data")).contains("\"name\":\"probe\"", "\"version\":\"1.0.0\"");
        assertThat(entries.get(0).details().text("chain"))
                .isEqualTo(ledger.ledger().info().chainId().toHex());
    }

    /** Stopped at any moment, killed in the middle of a line, with what was noted of the position lost. */
    @Test
    void nothingIsMissingAndNothingTwiceAfterRestarts() throws Exception {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int round = 0; round < 25; round++) {
            for (int i = random.nextInt(4); i > 0; i--) {
                pay();
                ledger.submit(OPERATOR, grant(1 + random.nextInt(1_000)));
            }
            if (random.nextBoolean()) {
                awaitAll();
            }
            restart(random);
        }

        assertThat(sequences(awaitAll())).as("seed " + seed).isEqualTo(audited());
        assertThat(audited()).hasSizeGreaterThan(10);
    }

    private void restart(RandomGenerator random) throws IOException {
        audit.close();
        log.close();
        Path file = directory.resolve("audit.log");
        byte[] lines = Files.readAllBytes(file);
        switch (random.nextInt(3)) {
            case 0 -> Files.deleteIfExists(directory.resolve("audit.position"));
            case 1 -> Files.writeString(file, "{\"time\":\"2026-", StandardOpenOption.APPEND);
            default -> assertThat(lines.length).isNotNegative();
        }
        log = new AuditLog(directory, InstantSource.system());
        audit = ledger.node().audit(log);
    }

    @Test
    void whileTheDiskTakesNothingTheEventsWait() throws Exception {
        ledger.submit(OPERATOR, grant(1));
        awaitAll();
        Path moved = directory.resolveSibling(directory.getFileName() + "-moved");
        log.close();
        Files.move(directory, moved);
        Files.writeString(directory, "in the way");

        ledger.submit(OPERATOR, grant(2));
        pay();
        while (log.problem().isEmpty()) {
            Thread.onSpinWait();
        }
        Files.delete(directory);
        Files.move(moved, directory);

        assertThat(sequences(awaitAll())).isEqualTo(audited());
        assertThat(log.problem()).isEmpty();
    }

    /** As after an import: the log goes on with the events of another chain from its beginning. */
    @Test
    void anotherChainIsAuditedFromItsBeginning() throws Exception {
        ledger.submit(OPERATOR, grant(1));
        awaitAll();
        audit.close();
        try (TestLedger other = TestLedger.create()) {
            other.submit(Person.ALICE, grant(2));
            audit = other.node().audit(log);
            await(2);
            audit.close();
        }
        assertThat(log.newest(10)).extracting(Audit.Entry::user).containsExactly("operator", Person.ALICE.name());
        audit = ledger.node().audit(log);
    }

    private void pay() {
        ledger.submit(USER, new Transfer("user_1", "operator", Amount.parse("1", TestLedger.ETH)));
    }

    private static GrantHost grant(long transactions) {
        return new GrantHost(grantOf(transactions));
    }

    private static HostGrant grantOf(long transactions) {
        return new HostGrant("org.example", List.of("ledger"), OptionalLong.of(transactions), OptionalLong.empty());
    }

    private static String id(Receipt receipt) {
        return receipt.transaction().toHex();
    }

    private List<Long> audited() {
        List<Long> sequences = new ArrayList<>();
        for (Event event : ledger.ledger().events(0, 1_000).items()) {
            if (event.type().startsWith("ledger.host-")
                    || event.type().startsWith("ledger.module-")
                    || event.type().equals("ledger.key-rotated")
                            && event.data().text("account").equals("operator")) {
                sequences.add(event.sequence());
            }
        }
        return sequences;
    }

    private List<Audit.Entry> awaitAll() throws Exception {
        return await(audited().size());
    }

    private List<Audit.Entry> await(int count) throws Exception {
        List<Audit.Entry> entries = log.newest(1_000);
        while (entries.size() < count) {
            Thread.sleep(5);
            entries = log.newest(1_000);
        }
        return entries;
    }

    private static List<Long> sequences(List<Audit.Entry> entries) {
        return entries.stream().map(entry -> entry.details().number("sequence")).toList();
    }
}
