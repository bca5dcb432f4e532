package org.quoin.referral.provider;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.block.ReceiptRow;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.execution.RulesSource;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;
import org.quoin.ledger.testkit.bench.Benchmark;
import org.quoin.referral.api.AcceptReferral;
import org.quoin.referral.api.CommitReferralCode;
import org.quoin.referral.api.FundReferral;
import org.quoin.referral.api.RevealReferralCode;
import org.quoin.referral.provider.fees.FlatFees;
import org.quoin.referral.rules.ReferralRules;

/**
 * What a transfer costs whose fee both sides of a referral earn by: among a million users who were referred, beside the same among a
 * thousand. Executed in blocks with their roots, without a disk; signatures are verified before.
 */
public final class ReferralBench implements Benchmark {
    private static final int MANY = Integer.getInteger("quoin.referral.users", 1_000_000);
    private static final int FEW = 1_000;
    private static final int TRANSFERS = 20_000;
    private static final int BLOCK = 1_000;
    private static final int ROUNDS = 5;
    private static final Person REFERRER = Person.ALICE;
    private static final Bytes SALT = Bytes.of(new byte[16]);
    private static final Amount UNIT = new Amount(BigInteger.ONE, TestLedger.QUO);
    private static final BigInteger SHARE = BigInteger.TEN.pow(20);

    private final SplittableRandom random = new SplittableRandom(1);
    private final Map<String, Long> sequences = new HashMap<>();
    private Chain chain = Chain.found(genesis(), RulesSource.NONE).chain();

    @Override
    public String name() {
        return "referral";
    }

    @Override
    public String heap() {
        return "6g";
    }

    /** All sign with the same key: what is measured does not depend on it. */
    private static Genesis genesis() {
        List<String> names = Stream.concat(
                        Stream.of(REFERRER.name()),
                        Stream.iterate(0, i -> i + 1).limit(MANY - 1L).map(ReferralBench::user))
                .toList();
        return new Genesis(
                true,
                TestLedger.START,
                names.stream()
                        .map(name -> new Genesis.Founder(name, REFERRER.signer().publicKey()))
                        .toList(),
                List.of(REFERRER.name()),
                List.of(new Genesis.Endowment(
                        TestLedger.QUO,
                        REFERRER.name(),
                        names.stream()
                                .map(name -> new Genesis.Share(name, SHARE))
                                .toList())));
    }

    private static String user(int number) {
        return "user_" + number;
    }

    @Override
    public Figures run(Path directory) {
        submit(REFERRER.name(), ActivateModule.of(RulesJars.of("referral", "1.0.0", ReferralRules.class)));
        submit(REFERRER.name(), ActivateModule.of(RulesJars.of("flat-fees", "1.0.0", FlatFees.class)));
        pass(Duration.ofSeconds(1));
        submit(REFERRER.name(), CommitReferralCode.of(REFERRER.name(), new RevealReferralCode("code", SALT)));
        submit(REFERRER.name(), new RevealReferralCode("code", SALT));
        submit(REFERRER.name(), new FundReferral(new Amount(BigInteger.TEN.pow(19), TestLedger.QUO)));

        accept(0, FEW);
        pass(Duration.ofHours(25));
        double few = transfers(FEW);
        accept(FEW, MANY - 1);
        pass(Duration.ofHours(25));
        double many = transfers(MANY - 1);
        return new Figures(many, "transfers/s by referred users among " + MANY, few);
    }

    private void accept(int from, int to) {
        List<VerifiedTransaction> batch = new ArrayList<>();
        for (int user = from; user < to; user++) {
            batch.add(sign(user(user), new AcceptReferral("code", Optional.empty())));
            if (batch.size() == BLOCK) {
                execute(batch);
                batch.clear();
            }
        }
        execute(batch);
    }

    /** In a second: the median of some rounds, after one that warms up. */
    private double transfers(int users) {
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            List<VerifiedTransaction> signed = new ArrayList<>();
            for (int i = 0; i < TRANSFERS; i++) {
                signed.add(sign(user(random.nextInt(users)), null));
            }
            long start = System.nanoTime();
            for (int from = 0; from < TRANSFERS; from += BLOCK) {
                execute(signed.subList(from, from + BLOCK));
            }
            rates.add(TRANSFERS * 1e9 / (System.nanoTime() - start));
        }
        System.out.println(users + " users: " + rates);
        return rates.subList(1, rates.size()).stream().sorted().toList().get(ROUNDS / 2);
    }

    private void submit(String account, OperationRecord record) {
        execute(List.of(sign(account, record)));
    }

    private void pass(Duration time) {
        execute(List.of(), time);
    }

    private VerifiedTransaction sign(String account, @Nullable OperationRecord record) {
        OperationRecord asked = record == null ? new Transfer(account, REFERRER.name(), UNIT) : record;
        Operation operation = asked.capability().equals("ledger")
                ? CoreCapability.DESCRIPTION.encode(asked)
                : chain.modules()
                        .find(asked.capability())
                        .orElseThrow()
                        .description()
                        .encode(asked);
        long sequence = sequences.merge(account, 1L, Long::sum) - 1;
        return VerifiedTransaction.verify(new Transaction(
                                chain.header().chainId(),
                                account,
                                0,
                                sequence,
                                chain.header().time().plus(Duration.ofHours(1)),
                                List.of(operation),
                                REFERRER.signer().publicKey(),
                                chain.modules().feePolicy().isEmpty()
                                        ? FeeTerms.NONE
                                        : FeeTerms.upTo(BigInteger.TEN.pow(12)))
                        .sign(REFERRER.signer()))
                .orElseThrow();
    }

    private void execute(List<VerifiedTransaction> transactions) {
        execute(transactions, Duration.ofMillis(100));
    }

    private void execute(List<VerifiedTransaction> transactions, Duration later) {
        Chain.Extension block = chain.extend(new BlockInput(
                CoreCapability.PROTOCOL,
                chain.header().height() + 1,
                chain.header().input(),
                chain.header().time().plus(later),
                chain.modules().hash(),
                chain.header().height(),
                chain.head(),
                List.copyOf(transactions)));
        chain = block.chain();
        for (ReceiptRow receipt : block.record().receipts()) {
            if (receipt.outcome().failure() != null) {
                throw new IllegalStateException("a good transaction was rejected: " + receipt.outcome());
            }
        }
    }
}
