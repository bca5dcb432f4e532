package org.quoin.htlc.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.ledger.testkit.TestHost;
import org.quoin.ledger.testkit.TestHost.Refused;
import org.quoin.ledger.testkit.TestHost.Report;
import org.quoin.rules.Amount;
import org.quoin.rules.Bytes;
import org.quoin.rules.PagedQuery;
import org.quoin.rules.Values;
import org.quoin.rules.codec.CodecException;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;
import org.quoin.rules.host.Rules;

/** Alice locks 5 of her 100 units for Bob until the time 2000; Mallory would like to have them. */
class HtlcRulesTest {
    private static final long CREATED_AT = 1_000;
    private static final long EXPIRY = 2_000;

    /** 32 zero bytes, and their SHA-256. */
    private static final String PREIMAGE = "00".repeat(32);

    private static final String SECRET_HASH = "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925";

    private static final int ID_1 = 1;
    private static final String FIRST = "00".repeat(31) + "01";
    private static final String SECOND = "00".repeat(31) + "02";

    private final TestHost host = new TestHost(Map.of("alice", 100L, "bob", 0L, "mallory", 0L));
    private final HtlcRules rules = new HtlcRules();

    @Test
    void theFundsWaitOutsideOfBothAccounts() {
        create(5, 32, EXPIRY);

        assertThat(host.holds("alice")).isEqualTo(95);
        assertThat(host.holds("bob")).isZero();
        assertThat(host.holds(":" + FIRST)).isEqualTo(5);
        assertThat(host.agreements()).containsExactly(FIRST);
        Values contract = show(FIRST);
        assertThat(contract.get(Terms.ID).toHex()).isEqualTo(FIRST);
        assertThat(contract.get(Terms.FUNDER)).isEqualTo("alice");
        assertThat(contract.get(Terms.BENEFICIARY)).isEqualTo("bob");
        assertThat(contract.get(Terms.ASSET)).isEqualTo("ETH");
        assertThat(contract.get(Terms.AMOUNT)).isEqualTo(Amount.of(5));
        assertThat(contract.get(Terms.SECRET_HASH).toHex()).isEqualTo(SECRET_HASH);
        assertThat(contract.get(Terms.PREIMAGE_LENGTH)).isEqualTo(32);
        assertThat(contract.get(Terms.EXPIRY)).isEqualTo(2_000);
        assertThat(contract.get(Terms.STATE)).isEqualTo("open");
        assertThat(contract.get(Terms.RULES_VERSION)).isEqualTo("1.0.0");
        assertThat(contract.get(Terms.REVEALED)).isEmpty();
    }

    @Test
    void whoeverHasThePreimagePaysTheBeneficiary() {
        create(5, 32, EXPIRY);

        redeem("mallory", EXPIRY - 1, PREIMAGE);

        assertThat(host.holds("bob")).isEqualTo(5);
        assertThat(host.holds("mallory")).isZero();
        assertThat(host.holds(":" + FIRST)).isZero();
        assertThat(host.agreements()).isEmpty();
        assertThat(show(FIRST).get(Terms.STATE)).isEqualTo("redeemed");
        assertThat(show(FIRST).get(Terms.REVEALED).map(Bytes::toHex)).contains(PREIMAGE);
    }

    @Test
    void whoeverAsksForTheRefundPaysTheFunder() {
        create(5, 32, EXPIRY);

        refund("mallory", EXPIRY);

        assertThat(host.holds("alice")).isEqualTo(100);
        assertThat(host.holds("mallory")).isZero();
        assertThat(host.agreements()).isEmpty();
        assertThat(show(FIRST).get(Terms.STATE)).isEqualTo("refunded");
        assertThat(show(FIRST).get(Terms.REVEALED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1999, , NOT_YET_EXPIRED", "2000, CONTRACT_EXPIRED, ", "2001, CONTRACT_EXPIRED, "})
    void atEveryTimeExactlyOneOfRedeemAndRefundIsPossible(long time, String redeemed, String refunded) {
        create(5, 32, EXPIRY);
        assertThat(outcome(() -> redeem("bob", time, PREIMAGE))).isEqualTo(Optional.ofNullable(redeemed));

        create(5, 32, EXPIRY, 2);
        assertThat(outcome(() -> refund("alice", time, SECOND))).isEqualTo(Optional.ofNullable(refunded));
    }

    @Test
    void theOtherPreimageBuysNothing() {
        create(5, 32, EXPIRY);

        assertRefused("WRONG_PREIMAGE", () -> redeem("bob", CREATED_AT, "00".repeat(31) + "01"));
        assertThat(host.holds("bob")).isZero();
        assertThat(show(FIRST).get(Terms.STATE)).isEqualTo("open");
        assertThat(show(FIRST).get(Terms.REVEALED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // SHA-256 of so many zero bytes
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "31, fd08be957bda07dc529ad8100df732f9ce12ae3e42bcda6acabe12c02dfd6989",
        "32, 66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925",
        "33, 7f9c9e31ac8256ca2f258583df262dbc7d6f68f2a03043d5c99a4ae5a7396ce9",
        "520, 20aa497d9bd4c19e851e3df6e386700faada213db38acf7679f6365832830b3d"
    })
    void aPreimageHasExactlyTheAgreedLength(int length, String hash) {
        create("bob", "ETH", 5, hash, length, EXPIRY, ID_1);

        for (int given : new int[] {0, 1, 31, 32, 33, 520}) {
            if (given != length) {
                assertRefused("WRONG_PREIMAGE_LENGTH", () -> redeem("bob", CREATED_AT, "00".repeat(given)));
            }
        }
        redeem("bob", CREATED_AT, "00".repeat(length));
        assertThat(host.holds("bob")).isEqualTo(5);
    }

    @Test
    void aPreimageOfMoreThan520BytesIsNoInput() {
        create(5, 520, EXPIRY);

        assertThatThrownBy(() -> redeem("bob", CREATED_AT, "00".repeat(521)))
                .isInstanceOf(CodecException.class)
                .hasMessage("expected at most 520, got 521");
    }

    @Test
    void aContractForAPreimageOfNoBytesOrOfMoreThan520IsNotMade() {
        assertRefused("PREIMAGE_LENGTH_OUT_OF_RANGE", () -> create(5, 0, EXPIRY));
        assertThatThrownBy(() -> create(5, 521, EXPIRY))
                .isInstanceOf(CodecException.class)
                .hasMessage("expected 0 to 520, got 521");
        assertThat(host.holds("alice")).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, CREATED_AT - 1, CREATED_AT})
    void aContractThatHasExpiredAlreadyIsNotMade(long expiry) {
        assertRefused("EXPIRY_PASSED", () -> create(5, 32, expiry));
        assertThat(host.holds("alice")).isEqualTo(100);
    }

    @Test
    void aContractThatExpiresInTheNextMillisecondIsMade() {
        create(5, 32, CREATED_AT + 1);
        assertThat(host.holds("alice")).isEqualTo(95);
    }

    @Test
    void aContractForNobodyIsNotMade() {
        assertRefused("UNKNOWN_BENEFICIARY", () -> create("carol", "ETH", 5, SECRET_HASH, 32, EXPIRY, ID_1));
        assertThat(host.holds("alice")).isEqualTo(100);
    }

    @Test
    void whatTheLedgerCannotMoveMakesNoContract() {
        assertRefused("UNKNOWN_ASSET", () -> create("bob", "GOLD", 5, SECRET_HASH, 32, EXPIRY, ID_1));
        assertRefused("ZERO_AMOUNT", () -> create(0, 32, EXPIRY));
        assertRefused("INSUFFICIENT_BALANCE", () -> create(101, 32, EXPIRY));
        assertThat(host.agreements()).isEmpty();
        assertRefused("UNKNOWN_CONTRACT", () -> show(FIRST));
    }

    @Test
    void aRedeemedContractIsSettledForGood() {
        create(5, 32, EXPIRY);
        redeem("bob", CREATED_AT, PREIMAGE);

        assertRefused("ALREADY_SETTLED", () -> redeem("bob", CREATED_AT, PREIMAGE));
        assertRefused("ALREADY_SETTLED", () -> redeem("bob", CREATED_AT, "01"));
        assertRefused("ALREADY_SETTLED", () -> refund("alice", CREATED_AT));
        assertRefused("ALREADY_SETTLED", () -> refund("alice", EXPIRY));
        assertThat(host.holds("bob")).isEqualTo(5);
        assertThat(host.holds("alice")).isEqualTo(95);
    }

    @Test
    void aRefundedContractIsSettledForGood() {
        create(5, 32, EXPIRY);
        refund("alice", EXPIRY);

        assertRefused("ALREADY_SETTLED", () -> refund("alice", EXPIRY));
        assertRefused("ALREADY_SETTLED", () -> redeem("bob", EXPIRY, PREIMAGE));
        assertThat(host.holds("alice")).isEqualTo(100);
        assertThat(host.holds("bob")).isZero();
    }

    @Test
    void whatWasNeverMadeIsUnknown() {
        assertRefused("UNKNOWN_CONTRACT", () -> redeem("bob", CREATED_AT, PREIMAGE));
        assertRefused("UNKNOWN_CONTRACT", () -> refund("alice", EXPIRY));
        assertRefused("UNKNOWN_CONTRACT", () -> show(FIRST));
    }

    @Test
    void ofSeveralReasonsTheFirstIsGiven() {
        assertRefused("UNKNOWN_BENEFICIARY", () -> create("carol", "GOLD", 0, SECRET_HASH, 0, CREATED_AT, ID_1));
        assertRefused("PREIMAGE_LENGTH_OUT_OF_RANGE", () -> create("bob", "GOLD", 0, SECRET_HASH, 0, CREATED_AT, ID_1));
        assertRefused("EXPIRY_PASSED", () -> create("bob", "GOLD", 0, SECRET_HASH, 32, CREATED_AT, ID_1));
        create(5, 32, EXPIRY);
        assertRefused("CONTRACT_EXPIRED", () -> redeem("bob", EXPIRY, ""));
        assertRefused("WRONG_PREIMAGE_LENGTH", () -> redeem("bob", CREATED_AT, ""));
    }

    @Test
    void aRefusalTellsTheFigures() {
        create(5, 32, EXPIRY);

        assertThatThrownBy(() -> redeem("bob", CREATED_AT, "0000"))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.values()).isEqualTo(FIRST + "0020" + "0002"));
        assertThatThrownBy(() -> refund("alice", EXPIRY - 1))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.values())
                                .isEqualTo(FIRST + "00000000000007d0" + "00000000000007cf"));
    }

    @Test
    void everyStepIsReported() {
        create(5, 32, EXPIRY);
        redeem("bob", CREATED_AT, PREIMAGE);
        create(6, 32, EXPIRY, 2);
        refund("alice", EXPIRY, SECOND);

        String alice = "05616c696365";
        String bob = "03626f62";
        String eth = "03455448";
        String five = "00".repeat(15) + "05";
        String six = "00".repeat(15) + "06";
        String terms = "0020" + "00000000000007d0";
        assertThat(host.reports())
                .containsExactly(
                        new Report("created", FIRST + alice + bob + eth + five + SECRET_HASH + terms),
                        new Report("redeemed", FIRST + bob + eth + five + "20" + PREIMAGE),
                        new Report("created", SECOND + alice + bob + eth + six + hash(2) + terms),
                        new Report("refunded", SECOND + alice + eth + six));
    }

    @Test
    void oneHashServesContractsOfSeveralPairs() {
        create(5, 32, EXPIRY);
        create("mallory", "ETH", 6, SECRET_HASH, 32, EXPIRY, 2);

        redeem("bob", CREATED_AT, PREIMAGE);

        assertThat(host.holds("bob")).isEqualTo(5);
        assertThat(host.holds(":" + SECOND)).isEqualTo(6);
    }

    @Test
    void contractsAreListedInTheOrderOfTheirCreationAPageAtATime() {
        int[] ids = {3, 1, 2};
        for (int id : ids) {
            create(1, 32, EXPIRY, id);
        }
        redeem("bob", CREATED_AT, PREIMAGE);

        Page first = list(Optional.empty(), 2);
        assertThat(first.ids).containsExactly("03", "01");
        Page second = list(first.next, 2);
        assertThat(second.ids).containsExactly("02");
        assertThat(second.next).isEmpty();
        assertThat(list(Optional.empty(), 3).next).isEmpty();
        assertRefused("INVALID_CURSOR", () -> list(Optional.of(Bytes.of((byte) 7)), 2));
        assertThat(list(Optional.of(Bytes.of(HexFormat.of().parseHex("ff".repeat(8)))), 2).ids)
                .isEmpty();
    }

    private void create(long amount, long length, long expiry) {
        create(amount, length, expiry, ID_1);
    }

    private void create(long amount, long length, long expiry, int id) {
        create("bob", "ETH", amount, hash(id), length, expiry, id);
    }

    /** A pair uses a hash once: of every contract but the first nobody knows the secret. */
    private static String hash(int id) {
        return id == ID_1 ? SECRET_HASH : "%02x".formatted(id) + SECRET_HASH.substring(2);
    }

    private void create(String beneficiary, String asset, long amount, String hash, long length, long expiry, int id) {
        host.at(CREATED_AT);
        Writer input = new Writer()
                .text(beneficiary, 32)
                .text(asset, 32)
                .fixed(Amount.of(amount).toBytes(), 16)
                .fixed(HexFormat.of().parseHex(hash), 32)
                .u16((int) length)
                .u64(expiry);
        run("alice", id, "create", input);
    }

    private void redeem(String by, long time, String preimage) {
        host.at(time);
        byte[] secret = HexFormat.of().parseHex(preimage);
        run(
                by,
                9,
                "redeem",
                new Writer().fixed(HexFormat.of().parseHex(FIRST), 32).bytes(secret, 521));
    }

    private void refund(String by, long time) {
        refund(by, time, FIRST);
    }

    private void refund(String by, long time, String id) {
        host.at(time);
        run(by, 9, "refund", new Writer().fixed(HexFormat.of().parseHex(id), 32));
    }

    private void run(String by, int id, String operation, Writer input) {
        byte[] nothing = host.run(by, id, () -> rules.run(host, Rules.OPERATION, operation, 1, input.toBytes()));
        assertThat(nothing).isEmpty();
    }

    private Values show(String id) {
        return Terms.CONTRACT.decode(
                rules.run(host, Rules.QUERY, "contract", 1, HexFormat.of().parseHex(id)));
    }

    /** The last byte of each id, and where the list goes on. */
    private record Page(List<String> ids, Optional<Bytes> next) {}

    private Page list(Optional<Bytes> cursor, int limit) {
        Writer input = new Writer().flag(cursor.isPresent());
        cursor.ifPresent(from -> input.bytes(from.toArray(), PagedQuery.MAX_CURSOR));
        Reader answer = new Reader(
                rules.run(host, Rules.QUERY, "contracts", 1, input.u16(limit).toBytes()));
        List<String> ids = new ArrayList<>();
        int count = answer.count(limit);
        for (int i = 0; i < count; i++) {
            ids.add(Terms.CONTRACT.read(answer).get(Terms.ID).toHex().substring(62));
        }
        Optional<Bytes> next =
                answer.flag() ? Optional.of(Bytes.of(answer.bytes(PagedQuery.MAX_CURSOR))) : Optional.empty();
        answer.end();
        return new Page(ids, next);
    }

    private static Optional<String> outcome(Runnable step) {
        try {
            step.run();
            return Optional.empty();
        } catch (Refused e) {
            return Optional.of(e.code());
        }
    }

    private static void assertRefused(String code, Runnable step) {
        assertThat(outcome(step)).contains(code);
    }
}
