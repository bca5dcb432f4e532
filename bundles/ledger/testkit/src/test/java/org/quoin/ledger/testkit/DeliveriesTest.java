package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.TestLedger.QUO;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.Module;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedRules;
import org.quoin.ledger.api.RulesSignature;
import org.quoin.ledger.core.command.ModuleActivateCommand;
import org.quoin.ledger.core.command.ModuleListCommand;
import org.quoin.ledger.core.node.Deliveries;
import org.quoin.ledger.core.node.Deliveries.SignedRules;
import org.quoin.ledger.core.trust.TrustedKeysFile;
import org.quoin.ledger.testkit.probe.BadRules;
import org.quoin.ledger.testkit.probe.Call;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.Signed;

/** What bundles deliver to the node of a development chain, good and bad, while a version is active. */
@Timeout(60)
class DeliveriesTest {
    private static final Person OPERATOR = Person.named("operator");
    private static final Person AUTHOR = Person.named("author");
    private static final Person STRANGER = Person.named("stranger");
    private static final Bytes OLD = Jars.probe("1.0.0");
    private static final Bytes ACTIVE = Jars.probe("1.1.0");
    private static final Bytes NEW = Jars.probe("1.2.0");

    private final TestLedger ledger =
            TestLedger.open(new MemoryStore(), new ManualClock(TestLedger.START), OPERATOR, Person.ALICE);
    private final Patient worker = new Patient();
    private final Path trusted;
    private final Deliveries deliveries;
    private final TestConsole console;

    DeliveriesTest(@TempDir Path data) {
        trusted = data.resolve(TrustedKeysFile.NAME);
        MemoryWallet wallet = new MemoryWallet(OPERATOR);
        deliveries = new Deliveries(ledger.node(), wallet, new TrustedKeysFile(trusted), worker);
        console = new TestConsole(
                List.of(ledger.ledger(), wallet, deliveries, ledger.node().rehearsals(deliveries::find)),
                List.of(ModuleActivateCommand.class, ModuleListCommand.class));
    }

    @BeforeEach
    void aVersionIsActive() throws Exception {
        trust(AUTHOR);
        deliver("first", Signed.by(AUTHOR, ACTIVE));
        assertThat(active()).containsExactly("1.1.0");
    }

    @AfterEach
    void close() {
        console.close();
        worker.shutdownNow();
        ledger.close();
    }

    @Test
    void whatATrustedKeyHasSignedBecomesActive() throws Exception {
        deliver("second", Signed.by(AUTHOR, NEW));

        assertThat(active()).containsExactly("1.2.0");
        assertThat(deliveries.refused()).isEmpty();
        assertThat(console.run("module:list --json").out()).doesNotContain("refused");
    }

    @Test
    void oneTrustedKeyOfSeveralIsEnough() throws Exception {
        String lines = RulesSignature.of(NEW, STRANGER.signer()) + "\n\n" + RulesSignature.of(NEW, AUTHOR.signer());

        deliver("second", Signed.with(lines, NEW));

        assertThat(active()).containsExactly("1.2.0");
    }

    static Stream<Arguments> badUpdates() {
        byte[] tampered = NEW.toArray();
        tampered[tampered.length - 1] ^= 1;
        String good = RulesSignature.of(NEW, AUTHOR.signer()).toString();
        String foreign = RulesSignature.of(NEW, STRANGER.signer()).toString();
        String stolen = STRANGER.signer().publicKey() + good.substring(good.indexOf(' '));
        Bytes hash = Bytes.of(Hash.sha256(NEW.toArray()).toArray());
        String withoutPurpose =
                new RulesSignature(AUTHOR.signer().publicKey(), AUTHOR.signer().sign(hash)).toString();
        String headers = "its manifest must say Quoin-Capability";
        return Stream.of(
                Arguments.of("unsigned", Signed.byNobody(NEW), "not let in because nobody has signed them"),
                Arguments.of(
                        "of a stranger",
                        Signed.with(foreign, NEW),
                        "add " + STRANGER.signer().publicKey() + " to trusted-keys"),
                Arguments.of(
                        "in a stranger's name", Signed.with(stolen, NEW), "no key that has signed them is trusted"),
                Arguments.of(
                        "changed afterwards", Signed.with(good, Bytes.of(tampered)), "they were changed afterwards"),
                Arguments.of(
                        "with another's signature",
                        Signed.with(RulesSignature.of(OLD, AUTHOR.signer()).toString(), NEW),
                        "they were changed afterwards"),
                Arguments.of(
                        "signed for another purpose", Signed.with(withoutPurpose, NEW), "they were changed afterwards"),
                Arguments.of("with half a signature", Signed.with(good.substring(1), NEW), "cannot be read"),
                Arguments.of("half a jar", signed(Bytes.of(Arrays.copyOf(tampered, tampered.length / 2))), "damaged"),
                Arguments.of("nothing", signed(Bytes.of()), "it is no jar"),
                Arguments.of(
                        "without headers", signed(Jars.jar(Map.of(), Jars.family(BadRules.Nothing.class))), headers),
                Arguments.of(
                        "a missing class",
                        signed(Jars.jar(Jars.headers("probe", "1.2.0", "a.Missing"), Map.of())),
                        "no a.Missing can be made of it"),
                Arguments.of(
                        "what throws",
                        signed(Jars.of("probe", "1.2.0", BadRules.Silent.class)),
                        "does not describe itself"),
                Arguments.of(
                        "what the gate turns away",
                        signed(Jars.of("probe", "1.2.0", BadRules.UsesSql.class)),
                        "DriverManager"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badUpdates")
    void aBadUpdateIsTurnedAwayWithItsReasonAndChangesNothing(String name, SignedRules update, String reason)
            throws Exception {
        LedgerInfo before = ledger.ledger().info();

        deliveries.withdrawn("first"); // as an update of the bundle does
        deliver("second", update);

        assertThat(ledger.ledger().info()).isEqualTo(before);
        assertThat(deliveries.refused())
                .singleElement()
                .extracting(RefusedRules::reason)
                .asString()
                .startsWith("bundle second delivers rules that ")
                .contains(reason);
        assertThat(console.run("module:list").out()).contains("refused").contains(reason);
        assertThat(serves().failure()).isEmpty();

        deliveries.withdrawn("second");
        deliver("third", Signed.by(AUTHOR, NEW));
        assertThat(deliveries.refused()).isEmpty();
        assertThat(active()).containsExactly("1.2.0");
    }

    /** They could be activated, by operators. */
    @Test
    void anOlderOrIncompatibleVersionIsAvailableAndNotActivated() throws Exception {
        LedgerInfo before = ledger.ledger().info();

        deliver("older", Signed.by(AUTHOR, OLD));
        deliver("incompatible", signed(Jars.of("probe", "1.2.0", BadRules.Nothing.class)));

        assertThat(ledger.ledger().info()).isEqualTo(before);
        assertThat(ledger.ledger().modules().stream()
                        .filter(module -> module.state() == Module.State.AVAILABLE)
                        .map(module -> module.id().version()))
                .containsExactly("1.0.0", "1.2.0");
        assertThat(serves().failure()).isEmpty();
    }

    /** Reading them would already run code. */
    @Test
    void rulesThatAreNotTrustedAreNotRun() throws Exception {
        deliver("second", Signed.byNobody(Jars.of("probe", "1.2.0", BadRules.Silent.class)));

        assertThat(deliveries.refused())
                .singleElement()
                .extracting(RefusedRules::reason)
                .asString()
                .contains("nobody has signed them");
    }

    @Test
    void theOperatorCannotActivateWhatIsNotLetIn() throws Exception {
        LedgerInfo before = ledger.ledger().info();
        deliver("second", Signed.by(STRANGER, NEW));

        assertThat(console.run("module:activate probe 1.2.0").out())
                .isEqualTo(
                        "bundle second delivers rules that are not let in because no key that has signed them is trusted:"
                                + " if you trust their author, add "
                                + STRANGER.signer().publicKey()
                                + " to trusted-keys in the node's data directory, then restart the bundle. [RULES_NOT_LET_IN]\n");
        assertThat(console.run("module:activate probe").out()).endsWith("[RULES_NOT_LET_IN]\n");
        assertThat(deliveries.find(Hash.sha256(NEW.toArray()))).isEmpty();
        assertThat(ledger.ledger().info()).isEqualTo(before);
    }

    @Test
    void aKeyThatIsAddedCountsForTheNextDelivery() throws Exception {
        deliver("second", Signed.by(STRANGER, NEW));
        assertThat(active()).containsExactly("1.1.0");

        trust(AUTHOR, STRANGER);
        deliveries.withdrawn("second");
        deliver("second again", Signed.by(STRANGER, NEW));

        assertThat(active()).containsExactly("1.2.0");
    }

    @Test
    void aKeyThatIsTakenOutCountsForWhatIsHereToo() throws Exception {
        deliver("older", Signed.by(AUTHOR, OLD));
        LedgerInfo before = ledger.ledger().info();

        trust(STRANGER);

        assertThat(console.run("module:activate probe 1.0.0").out())
                .contains("no key that has signed it is trusted any more")
                .endsWith("[RULES_NOT_LET_IN]\n");
        assertThat(ledger.ledger().info()).isEqualTo(before);
    }

    @Test
    void whatIsOnTheChainNeedsNoSignature() throws Exception {
        deliver("second", Signed.by(AUTHOR, NEW));
        assertThat(active()).containsExactly("1.2.0");
        deliveries.withdrawn("first");
        deliveries.withdrawn("second");
        assertThat(deliveries.awaitSettled(Duration.ofSeconds(30))).isTrue();
        trust();

        TestConsole.Outcome outcome = console.run("module:activate probe 1.1.0");

        assertThat(outcome.exit()).as(outcome.out()).isZero();
        assertThat(active()).containsExactly("1.1.0");
    }

    /** Nor does it while a bundle still delivers it. */
    @Test
    void whatIsOnTheChainNeedsNoTrustEither() throws Exception {
        deliver("second", Signed.by(AUTHOR, NEW));
        assertThat(active()).containsExactly("1.2.0");
        trust();

        TestConsole.Outcome outcome = console.run("module:activate probe 1.1.0");

        assertThat(outcome.exit()).as(outcome.out()).isZero();
        assertThat(active()).containsExactly("1.1.0");
    }

    @Test
    void aCapabilityWhoseLastDelivererIsGoneIsDeactivated() throws Exception {
        deliveries.uninstalled("bundle first", () -> false);
        pastGrace();

        assertThat(active()).isEmpty();
        assertThat(worker.later).isEmpty();
    }

    @Test
    void aCapabilityWhoseDelivererIsBeingReplacedStays() throws Exception {
        AtomicBoolean replaced = new AtomicBoolean(true);
        deliveries.uninstalled("bundle first", replaced::get);
        for (int grace = 0; grace < 3; grace++) {
            pastGrace();
            assertThat(active()).containsExactly("1.1.0");
        }

        deliver("second", Signed.by(AUTHOR, NEW));
        pastGrace();
        assertThat(active()).containsExactly("1.2.0");
        assertThat(worker.later).isEmpty();

        deliveries.uninstalled("bundle second", replaced::get);
        pastGrace();
        replaced.set(false);
        pastGrace();
        assertThat(active()).isEmpty();
    }

    @Test
    void ofSeveralThatGoTheLastDecides() throws Exception {
        deliver("second", Signed.by(AUTHOR, NEW));
        deliveries.uninstalled("bundle first", () -> false);
        deliveries.uninstalled("bundle second", () -> true);

        pastGrace();
        assertThat(active()).containsExactly("1.2.0");
        pastGrace();
        assertThat(active()).containsExactly("1.2.0");
    }

    /** What waits is due. */
    private void pastGrace() throws InterruptedException {
        assertThat(deliveries.awaitSettled(Duration.ofSeconds(30))).isTrue();
        worker.execute(worker.later.remove());
        assertThat(deliveries.awaitSettled(Duration.ofSeconds(30))).isTrue();
    }

    /** Keeps what is to run later until the test says so. */
    private static final class Patient extends ScheduledThreadPoolExecutor {
        private final Queue<Runnable> later = new ConcurrentLinkedQueue<>();

        Patient() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            if (delay == 0) {
                return super.schedule(task, delay, unit);
            }
            later.add(task);
            return super.schedule(() -> {}, 0, unit);
        }
    }

    private static SignedRules signed(Bytes jar) {
        return Signed.by(AUTHOR, jar);
    }

    private void deliver(String delivery, SignedRules rules) throws InterruptedException {
        deliveries.delivered(delivery, "bundle " + delivery, rules);
        assertThat(deliveries.awaitSettled(Duration.ofSeconds(30))).isTrue();
    }

    private void trust(Person... people) throws IOException {
        Files.write(
                trusted,
                Arrays.stream(people)
                        .map(person -> person.signer().publicKey().toString())
                        .toList());
    }

    private List<String> active() {
        return ledger.ledger().info().modules().stream().map(id -> id.version()).toList();
    }

    private Receipt serves() {
        Amount one = Amount.parse("1", QUO);
        return ledger.submit(Person.ALICE, Call.pay("operator", one, one));
    }
}
