package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.quoin.ledger.testkit.Person.ALICE;
import static org.quoin.ledger.testkit.Person.BOB;
import static org.quoin.ledger.testkit.TestLedger.QUO;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.GrantHost;
import org.quoin.ledger.api.HostGrant;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.ModulePolicy;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.RefusedException;
import org.quoin.ledger.api.RevokeHost;
import org.quoin.ledger.api.SetModulePolicy;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.testkit.probe.Call;
import org.quoin.ledger.testkit.probe.ClerkRules;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.ledger.testkit.probe.Request;
import org.quoin.ledger.testkit.probe.VaultRules;

/** What a host sends through the ledger that it is handed is held to what operators have granted it on the chain. */
@Timeout(60)
class HostGrantTest {
    private static final Person CAROL = Person.named("carol");
    private static final String WEB = "org.example.web";

    private final MemoryStore store = new MemoryStore();
    private final ManualClock clock = new ManualClock(START);
    private TestLedger ledger = TestLedger.open(store, clock, ALICE, BOB);
    private Ledger web = host(WEB);

    @AfterEach
    void theChainHolds() {
        long head = ledger.ledger().info().height();
        assertThat(ledger.ledger().verify(0, head).reason()).isEmpty();
        ledger.close();
    }

    @Test
    void withoutAnyGrantADevelopmentChainAllowsEverything() {
        ledger.activate(Jars.probe("1.0.0"));

        assertThat(submit(web, pay(), Call.open("a", "alice")).failure()).isEmpty();
        assertThat(ask(web)).isNotNull();
        assertThat(web.hostGrant(WEB)).isEqualTo(new HostGrant("*", List.of("*")));
        assertThat(web.hostGrants()).isEmpty();
    }

    @Test
    void whatIsNotGrantedIsNeitherSubmittedNorSimulatedNorAsked() {
        ledger.activate(Jars.probe("1.0.0"));
        grant(new HostGrant(WEB, List.of("ledger")));
        long height = ledger.ledger().info().height();

        SignedTransaction open = ledger.draft(BOB, Call.open("a", "bob")).sign();
        assertThat(code(() -> TestLedger.await(web.submit(open.encode())))).isEqualTo("HOST_NOT_GRANTED");
        assertThat(code(() -> web.simulate(open.encode()))).isEqualTo("HOST_NOT_GRANTED");
        assertThat(code(() -> ask(web))).isEqualTo("HOST_NOT_GRANTED");
        assertThat(code(() -> web.query("probe", "row", 1, Bytes.of(), height))).isEqualTo("HOST_NOT_GRANTED");
        assertThat(code(() -> submit(web, pay(), Call.open("a", "bob")))).isEqualTo("HOST_NOT_GRANTED");
        assertThat(ledger.ledger().info().height()).isEqualTo(height);

        assertThat(submit(web, pay()).failure()).isEmpty();
        assertThat(ask(host("org.example.world"))).isNotNull();
        assertThat(submit(ledger.ledger(), Call.open("a", "bob")).failure()).isEmpty();
    }

    @Test
    void theRefusalSaysWhoMayNotUseWhat() {
        grant(new HostGrant(WEB, List.of()));

        assertThat(refusal(() -> submit(web, pay())).failure().message())
                .isEqualTo(
                        "The bundle org.example.web may not use ledger: ask the operators to grant it (module:grant).");
    }

    @Test
    void readsAreOpen() {
        ledger.activate(Jars.probe("1.0.0"));
        grant(new HostGrant(WEB, List.of()));

        assertThat(web.info()).isEqualTo(ledger.ledger().info());
        assertThat(web.balances("alice")).isNotEmpty();
        assertThat(web.description("probe")).isPresent();
        assertThat(web.events(0, 10).items())
                .extracting(Event::type)
                .containsExactly("ledger.module-activated", "ledger.host-granted");
        assertThat(web.hostGrant(WEB)).isEqualTo(new HostGrant(WEB, List.of()));
    }

    @Test
    void whatRulesCallNeedsNoGrant() {
        ledger.activate(Jars.written("vault", "1.0.0", VaultRules.class));
        ledger.activate(Jars.written("clerk", "1.0.0", ClerkRules.class));
        submit(ledger.ledger(), Request.of("vault", "found", Values.none()));
        grant(new HostGrant(WEB, List.of("clerk")));
        Values forty = Values.of("asset", "QUO")
                .and("amount", BigInteger.valueOf(40))
                .and("limit", BigInteger.valueOf(40))
                .and("forItself", false);

        Receipt receipt = submit(web, Request.of("clerk", "put", forty, new Amount(BigInteger.valueOf(40), QUO)));

        assertThat(receipt.events()).extracting(Event::type).containsExactly("vault.taken", "clerk.done");
    }

    @Test
    void theGrantForTheOthersHoldsForWhoeverHasNoneOfHisOwn() {
        grant(new HostGrant("*", List.of()));
        assertThat(code(() -> submit(web, pay()))).isEqualTo("HOST_NOT_GRANTED");

        grant(new HostGrant(WEB, List.of("ledger")));
        assertThat(submit(web, pay()).failure()).isEmpty();
        assertThat(code(() -> submit(host("org.example.world"), pay()))).isEqualTo("HOST_NOT_GRANTED");
        assertThat(ledger.ledger().hostGrants()).extracting(HostGrant::host).containsExactly("*", WEB);
    }

    @Test
    void whoIsRevokedMayWhatTheOthersMay() {
        grant(new HostGrant(WEB, List.of()));
        assertThat(code(() -> submit(web, pay()))).isEqualTo("HOST_NOT_GRANTED");

        Receipt receipt = submit(ledger.ledger(), new RevokeHost(WEB));

        assertThat(receipt.events()).extracting(Event::type).containsExactly("ledger.host-revoked");
        assertThat(submit(web, pay()).failure()).isEmpty();
    }

    @Test
    void underThePolicyGovernedNothingIsAllowedThatIsNotGranted() {
        submit(ledger.ledger(), new SetModulePolicy(ModulePolicy.GOVERNED));
        assertThat(code(() -> submit(web, pay()))).isEqualTo("HOST_NOT_GRANTED");

        grant(new HostGrant("*", List.of("*")));
        assertThat(submit(web, pay()).failure()).isEmpty();
    }

    @Test
    void whoDeliversRulesMayUseTheirCapabilityUnlessOperatorsSayOtherwise() {
        ledger.activate(Jars.probe("1.0.0"));
        submit(ledger.ledger(), new SetModulePolicy(ModulePolicy.GOVERNED));
        Ledger provider = ledger.node().forHost("org.example.probe", "probe"::equals);

        assertThat(ask(provider)).isNotNull();
        assertThat(submit(provider, Call.open("a", "alice")).failure()).isEmpty();
        assertThat(code(() -> submit(provider, pay()))).isEqualTo("HOST_NOT_GRANTED");

        grant(new HostGrant("org.example.probe", List.of("ledger")));
        assertThat(code(() -> ask(provider))).isEqualTo("HOST_NOT_GRANTED");
    }

    @Test
    void whoHasUsedUpHisQuotaIsToldWhenToComeAgain() {
        grant(new HostGrant(WEB, List.of("ledger"), OptionalLong.of(2), OptionalLong.empty()));
        clock.move(Duration.ofSeconds(50));
        submit(web, pay());
        submit(web, pay());

        SignedTransaction third = ledger.draft(ALICE, pay()).sign();
        assertThat(refusal(() -> TestLedger.await(web.submit(third.encode())))
                        .failure()
                        .message())
                .isEqualTo("The bundle org.example.web may submit 2 transactions in a minute, and has: submit again at"
                        + " 2026-01-01T00:01:00Z.");
        assertThat(submit(host("org.example.world"), pay()).failure()).isEmpty();
        assertThat(web.simulate(ledger.draft(ALICE, pay()).sign().encode()).failure())
                .isEmpty();
        assertThat(code(() -> submit(host(WEB), pay())))
                .as("handed out once more")
                .isEqualTo("HOST_QUOTA_EXCEEDED");

        clock.move(Duration.ofSeconds(10));
        assertThat(submit(web, pay()).failure()).isEmpty();
    }

    @Test
    void bytesAreCountedToo() {
        grant(new HostGrant("*", List.of("*"), OptionalLong.empty(), OptionalLong.of(1)));
        submit(web, pay());

        RefusedException refused = refusal(() -> submit(web, pay()));

        assertThat(refused.failure().code()).isEqualTo("HOST_QUOTA_EXCEEDED");
        assertThat(refused.failure().values().text("unit")).isEqualTo("bytes");
        assertThat(submit(host("org.example.world"), pay()).failure())
                .as("each for itself")
                .isEmpty();
    }

    /** Refused means never ordered, so what was ordered cannot be refused. */
    @Test
    void theSameBytesGetTheSameReceiptHoweverLittleIsLeft() {
        grant(new HostGrant(WEB, List.of("ledger"), OptionalLong.of(1), OptionalLong.empty()));
        SignedTransaction transaction = ledger.draft(ALICE, pay()).sign();
        Receipt receipt = TestLedger.await(web.submit(transaction.encode()));
        assertThat(code(() -> submit(web, pay()))).isEqualTo("HOST_QUOTA_EXCEEDED");

        assertThat(TestLedger.await(web.submit(transaction.encode()))).isEqualTo(receipt);
        grant(new HostGrant(WEB, List.of()));
        assertThat(TestLedger.await(web.submit(transaction.encode()))).isEqualTo(receipt);
    }

    @Test
    void onlyOperatorsGrantAndRevoke() {
        assertThat(ledger.submit(BOB, new GrantHost(new HostGrant(WEB, List.of("*"))))
                        .failure()
                        .orElseThrow()
                        .code())
                .isEqualTo("NOT_AN_OPERATOR");
        assertThat(ledger.submit(BOB, new RevokeHost(WEB))
                        .failure()
                        .orElseThrow()
                        .code())
                .isEqualTo("NOT_AN_OPERATOR");
        assertThat(ledger.ledger().hostGrants()).isEmpty();
    }

    @Test
    void whatIsGrantedAlreadyIsNotGrantedAgain() {
        grant(new HostGrant(WEB, List.of("ledger", "htlc")));

        assertThat(submit(ledger.ledger(), new GrantHost(new HostGrant(WEB, List.of("htlc", "ledger"))))
                        .failure()
                        .orElseThrow()
                        .message())
                .isEqualTo("org.example.web has this grant already: module:grants shows it.");
    }

    @Test
    void moreThanHalfOfTheOperatorsGrantAndWhatTheyGrantSurvivesARestart() {
        ledger.close();
        MemoryStore three = new MemoryStore();
        ledger = TestLedger.governed(three, clock, ALICE, BOB, CAROL);
        HostGrant wanted =
                new HostGrant(WEB, List.of("ledger", "htlc"), OptionalLong.of(600), OptionalLong.of(1 << 20));
        assertThat(ledger.submit(ALICE, new GrantHost(wanted)).events())
                .extracting(Event::type)
                .containsExactly("ledger.operator-approved");
        assertThat(code(() -> submit(host(WEB), pay()))).isEqualTo("HOST_NOT_GRANTED");

        Receipt receipt = ledger.submit(CAROL, new GrantHost(wanted));

        assertThat(receipt.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("ledger.host-granted");
            assertThat(event.data()).isEqualTo(new GrantHost(wanted).values());
        });
        ledger.close();
        ledger = TestLedger.governed(three, clock, ALICE, BOB, CAROL);
        assertThat(ledger.ledger().hostGrants()).containsExactly(wanted);
        assertThat(submit(host(WEB), pay()).failure()).isEmpty();

        assertThat(ledger.submit(BOB, new RevokeHost(WEB)).events())
                .extracting(Event::type)
                .containsExactly("ledger.operator-approved");
        assertThat(ledger.ledger().hostGrants()).containsExactly(wanted);
        ledger.submit(CAROL, new RevokeHost(WEB));
        assertThat(ledger.ledger().hostGrants()).isEmpty();
    }

    private Ledger host(String name) {
        return ledger.node().forHost(name, capability -> false);
    }

    private void grant(HostGrant grant) {
        assertThat(submit(ledger.ledger(), new GrantHost(grant)).events())
                .extracting(Event::type)
                .containsExactly("ledger.host-granted");
    }

    private static OperationRecord pay() {
        return new Transfer("alice", "bob", new Amount(BigInteger.ONE, QUO));
    }

    private static Receipt submit(Ledger through, OperationRecord... operations) {
        return TestLedger.await(new LedgerClient(through).submit("alice", ALICE.signer(), operations));
    }

    private static Values ask(Ledger through) {
        return new LedgerClient(through).query("probe", "row", 1, Values.of("key", Bytes.fromHex("00")));
    }

    private static String code(ThrowingCallable attempt) {
        return refusal(attempt).failure().code();
    }

    private static RefusedException refusal(ThrowingCallable attempt) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, attempt);
        assertThat(refused).as("a refusal").isNotNull();
        return refused;
    }
}
