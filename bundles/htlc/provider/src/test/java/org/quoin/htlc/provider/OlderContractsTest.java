package org.quoin.htlc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quoin.ledger.testkit.TestLedger.ETH;
import static org.quoin.ledger.testkit.TestLedger.QUO;
import static org.quoin.ledger.testkit.TestLedger.START;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quoin.htlc.api.CreateHtlc;
import org.quoin.htlc.api.OfferHtlc;
import org.quoin.htlc.api.RedeemAllHtlc;
import org.quoin.htlc.api.RedeemHtlc;
import org.quoin.htlc.api.RefundHtlc;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.Module;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestLedger;

/**
 * Contracts that the rules 1.0.0 made, by a jar that is kept here as it was delivered: they are found, and settled by 1.0.0, when
 * 1.1 is active. What the ledger does by itself at the start of a block fits into its gas whatever the contracts are.
 */
@Timeout(120)
class OlderContractsTest {
    private static final String LONGEST = "_with-a-name-as-long-as-can.be-";
    private static final Person FUNDER = Person.named("a" + LONGEST);
    private static final Person BENEFICIARY = Person.named("b" + LONGEST);
    private static final Instant EXPIRY = START.plus(Duration.ofHours(1));

    private final TestLedger ledger = TestLedger.open(new MemoryStore(), new ManualClock(START), FUNDER, BENEFICIARY);
    private final LedgerClient client = new LedgerClient(ledger.ledger());

    @AfterEach
    void nothingFailedBesideTheTransactionsAndEveryBlockFollows() {
        assertThat(ledger.ledger().events(0, 1_000).items())
                .extracting(Event::type)
                .doesNotContain("ledger.hook-failed");
        assertThat(ledger.ledger().verify(0, ledger.ledger().info().height()).ok())
                .isTrue();
        ledger.close();
    }

    @Test
    void contractsOfBothRulesAreFoundAtAnyTimeAndAreNeverStale() throws IOException {
        activate(frozen());
        List<Hash> old = create(70, 0);
        settle(old.get(0), 0);
        activate(current());
        assertThat(version("active")).isEqualTo("1.1.0");

        // Not one is in the index yet; from here on 20 more are after every block.
        List<Hash> expected = new ArrayList<>(old);
        for (int block = 0; block < 5; block++) {
            assertThat(find(Values.of("party", FUNDER.name()), 7)).containsExactlyElementsOf(expected);
            assertThat(find(Values.of("secretHash", hash(5)), 7)).containsExactly(old.get(5));
            assertThat(find(Values.of("state", "redeemed"), 7))
                    .containsExactlyInAnyOrderElementsOf(old.subList(0, block + 1));
            settle(old.get(block + 1), block + 1);
            expected.addAll(create(1, 1_000 + block));
        }

        assertThat(find(Values.of("state", "redeemed"), 7)).containsExactlyElementsOf(old.subList(0, 6));
        assertThat(find(Values.of("state", "open"), 7)).containsExactlyElementsOf(expected.subList(6, 75));
        assertThat(find(Values.of("state", "open").and("party", "nobody"), 7)).isEmpty();
        assertThat(ofOne(expected.get(74)).text("rulesVersion")).isEqualTo("1.1.0");
        assertThat(ofOne(old.get(69)).text("rulesVersion")).isEqualTo("1.0.0");
        assertThat(ofOne(old.get(69)).flag("autoRefund")).isFalse();
        assertThat(version("draining")).isEqualTo("1.0.0");
    }

    @Test
    void theySettleUnderTheRulesThatMadeThemAlone() throws IOException {
        activate(frozen());
        List<Hash> old = create(3, 0);
        activate(current());
        Hash young = create(1, 100).get(0);

        assertThat(code(new RedeemAllHtlc(List.of(young, old.get(1)), List.of(preimage(100), preimage(1)))))
                .isEqualTo("OTHER_RULES");
        settle(old.get(1), 1);
        ledger.advance(Duration.ofHours(1));
        assertThat(code(new RedeemHtlc(old.get(2), preimage(2)))).isEqualTo("CONTRACT_EXPIRED");
        assertThat(code(new RefundHtlc(old.get(2)))).isNull();
        assertThat(code(new RefundHtlc(old.get(0)))).isNull();

        assertThat(ledger.ledger().modules())
                .filteredOn(module -> module.id().version().equals("1.0.0"))
                .singleElement()
                .matches(module -> module.state() == Module.State.RETIRED);
        assertThat(find(Values.of("state", "refunded"), 1)).containsExactly(old.get(0), old.get(2));
    }

    @Test
    void aHashOfBeforeIsReusedNoMore() throws IOException {
        activate(frozen());
        create(3, 0);
        assertThat(code(terms(1))).as("1.0.0 lets it").isNull();
        activate(current());
        ledger.advance(Duration.ofMillis(1));

        assertThat(code(terms(1))).isEqualTo("HASH_REUSED");
    }

    @Test
    void oneCanGoBackAndForth() throws IOException {
        activate(frozen());
        create(1, 0);
        activate(current());
        Hash young = create(1, 100).get(0);
        activate(frozen());
        Hash between = create(1, 200).get(0);
        settle(young, 100);
        activate(current());

        assertThat(find(Values.of("state", "open"), 10)).contains(between);
        ledger.advance(Duration.ofMillis(1));
        assertThat(find(Values.of("state", "open"), 10)).contains(between).doesNotContain(young);
        assertThat(find(Values.of("state", "redeemed"), 10)).containsExactly(young);
    }

    /** The longest names and preimages, and a premium with each refund. */
    @ParameterizedTest
    @CsvSource({"5, 0", "0, 30", "2, 30", "4, 30", "12, 30"})
    void whatIsDoneInABlockFitsIntoItsGas(int refunds, int entries) throws IOException {
        if (entries > 0) {
            activate(frozen());
            create(entries, 0);
        }
        activate(current());
        for (int i = 0; i < refunds; i++) {
            OfferHtlc offer = new OfferHtlc(
                    BENEFICIARY.name(),
                    FUNDER.name(),
                    units(5, ETH),
                    hash(500 + i),
                    520,
                    EXPIRY,
                    units(1, QUO),
                    EXPIRY);
            Hash offered = id(submitted(ledger.submit(BENEFICIARY, offer)), "htlc.offered");
            CreateHtlc terms = new CreateHtlc(
                            FUNDER.name(), BENEFICIARY.name(), units(5, ETH), hash(500 + i), 520, EXPIRY)
                    .withAutoRefund()
                    .filling(offered);
            submitted(ledger.submit(FUNDER, terms));
        }
        ledger.advance(Duration.ofHours(2));
        ledger.advance(Duration.ofMillis(1));
        ledger.advance(Duration.ofMillis(1));

        assertThat(find(Values.of("state", "refunded"), 100)).hasSize(refunds);
        assertThat(ledger.balance(FUNDER, QUO).units())
                .isEqualTo(Amount.parse("1000", QUO).units().add(BigInteger.valueOf(refunds)));
    }

    @Test
    void asManyAsAreRedeemedAtOnceFitIntoATransaction() throws IOException {
        activate(current());
        List<Hash> ids = new ArrayList<>();
        List<Bytes> preimages = new ArrayList<>();
        for (int i = 0; i < RedeemAllHtlc.MAX; i++) {
            byte[] secret = new byte[520];
            secret[0] = (byte) i;
            Hash hash = Hash.sha256(secret);
            OfferHtlc offer = new OfferHtlc(
                    BENEFICIARY.name(), FUNDER.name(), units(5, ETH), hash, 520, EXPIRY, units(1, QUO), EXPIRY);
            Hash offered = id(submitted(ledger.submit(BENEFICIARY, offer)), "htlc.offered");
            CreateHtlc terms = new CreateHtlc(FUNDER.name(), BENEFICIARY.name(), units(5, ETH), hash, 520, EXPIRY)
                    .withAutoRefund()
                    .filling(offered);
            ids.add(id(submitted(ledger.submit(FUNDER, terms)), "htlc.created"));
            preimages.add(Bytes.of(secret));
        }

        Receipt receipt = submitted(ledger.submit(BENEFICIARY, new RedeemAllHtlc(ids, preimages)));

        assertThat(receipt.events()).hasSize(2 * RedeemAllHtlc.MAX);
        assertThat(receipt.gas()).isLessThan(9_000_000);
        assertThat(find(Values.of("state", "open"), 10)).isEmpty();
    }

    private List<Hash> create(int count, int from) {
        List<Hash> ids = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            ids.add(id(submitted(ledger.submit(FUNDER, terms(i))), "htlc.created"));
        }
        return ids;
    }

    private static CreateHtlc terms(int secret) {
        return new CreateHtlc(FUNDER.name(), BENEFICIARY.name(), units(1, ETH), hash(secret), 4, EXPIRY);
    }

    private void settle(Hash id, int secret) {
        submitted(ledger.submit(BENEFICIARY, new RedeemHtlc(id, preimage(secret))));
    }

    private @Nullable String code(OperationRecord operation) {
        return ledger.submit(FUNDER, operation)
                .failure()
                .map(failure -> failure.code())
                .orElse(null);
    }

    private static Receipt submitted(Receipt receipt) {
        assertThat(receipt.failure()).isEmpty();
        return receipt;
    }

    private static Hash id(Receipt receipt, String event) {
        return receipt.events().stream()
                .filter(each -> each.type().equals(event))
                .map(each -> each.data().hash("id"))
                .findFirst()
                .orElseThrow();
    }

    private List<Hash> find(Values filter, int limit) {
        List<Hash> found = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<Values> page = client.page("htlc", "contracts", 2, filter, cursor, limit);
            page.items().forEach(contract -> found.add(contract.hash("id")));
            cursor = page.next();
        } while (cursor != null);
        return found;
    }

    private Values ofOne(Hash id) {
        return client.query("htlc", "contract", 2, Values.of("id", id));
    }

    private String version(String state) {
        return ledger.ledger().modules().stream()
                .filter(module -> module.state().name().equalsIgnoreCase(state))
                .map(module -> module.id().version())
                .findFirst()
                .orElse("none");
    }

    private void activate(Bytes rules) {
        submitted(ledger.activate(rules));
    }

    private static Bytes frozen() throws IOException {
        return read(OlderContractsTest.class.getResourceAsStream("/frozen/htlc-1.0.0.jar"));
    }

    private static Bytes current() throws IOException {
        return read(new HtlcModule().rules());
    }

    private static Bytes read(@Nullable InputStream jar) throws IOException {
        try (InputStream in = Objects.requireNonNull(jar)) {
            return Bytes.of(in.readAllBytes());
        }
    }

    private static Bytes preimage(int secret) {
        return Bytes.of(ByteBuffer.allocate(4).putInt(secret).array());
    }

    private static Hash hash(int secret) {
        return Hash.sha256(preimage(secret).toArray());
    }

    private static Amount units(long units, org.quoin.ledger.api.Asset asset) {
        return new Amount(BigInteger.valueOf(units), asset);
    }
}
