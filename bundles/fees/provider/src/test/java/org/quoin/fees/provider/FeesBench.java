package org.quoin.fees.provider;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.quoin.fees.api.FundSponsor;
import org.quoin.fees.api.LimitSponsor;
import org.quoin.fees.api.SponsorLimits;
import org.quoin.fees.api.StakeSponsor;
import org.quoin.fees.rules.FeesRules;
import org.quoin.ledger.api.ActivateModule;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.CreateAccount;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.core.block.BlockInput;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.block.ReceiptRow;
import org.quoin.ledger.core.execution.CoreCapability;
import org.quoin.ledger.core.execution.RulesSource;
import org.quoin.ledger.core.execution.VerifiedTransaction;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;
import org.quoin.ledger.testkit.bench.Benchmark;

/**
 * Transfers with fees, and without the capability: signatures verified, executed in blocks with their roots, without a disk. Tells also, for
 * several operations, the gas that is paid for one by the time that it takes, as a part of the same of a transfer.
 */
public final class FeesBench implements Benchmark {
    private static final int TRANSACTIONS = 10_000;
    private static final int BLOCK = 1_000;
    private static final int ROUNDS = 7;
    private static final Person PAYER = Person.ALICE;
    private static final Person PAYEE = Person.BOB;
    private static final Amount UNIT = new Amount(BigInteger.ONE, TestLedger.QUO);
    private static final FeeTerms PAID = FeeTerms.upTo(BigInteger.TEN.pow(16));
    private static final FeeTerms UNPAID = FeeTerms.NONE;

    /** A chain with what is counted on it. */
    private static final class Line {
        private Chain chain =
                Chain.found(TestLedger.genesis(PAYER, PAYEE), RulesSource.NONE).chain();
        private long sequence;
        private long time;
        private long gas;

        private SignedTransaction sign(FeeTerms terms, OperationRecord record) {
            Operation operation = record.capability().equals("ledger")
                    ? CoreCapability.DESCRIPTION.encode(record)
                    : chain.modules()
                            .find(record.capability())
                            .orElseThrow()
                            .description()
                            .encode(record);
            return new Transaction(
                            chain.header().chainId(),
                            PAYER.name(),
                            0,
                            sequence++,
                            chain.header().time().plus(Duration.ofHours(1)),
                            List.of(operation),
                            PAYER.signer().publicKey(),
                            terms)
                    .sign(PAYER.signer());
        }

        /** Verifies and executes, a thousand in a block. */
        private void execute(List<SignedTransaction> transactions) {
            gas = 0;
            long start = System.nanoTime();
            for (int from = 0; from < transactions.size(); from += BLOCK) {
                List<VerifiedTransaction> verified = new ArrayList<>();
                for (SignedTransaction each : transactions.subList(from, Math.min(transactions.size(), from + BLOCK))) {
                    verified.add(VerifiedTransaction.verify(each).orElseThrow());
                }
                Chain.Extension block = chain.extend(new BlockInput(
                        CoreCapability.PROTOCOL,
                        chain.header().height() + 1,
                        chain.header().input(),
                        chain.header().time().plusMillis(100),
                        chain.modules().hash(),
                        chain.header().height(),
                        chain.head(),
                        verified));
                chain = block.chain();
                for (ReceiptRow receipt : block.record().receipts()) {
                    if (receipt.outcome().failure() != null) {
                        throw new IllegalStateException("a good transaction was rejected: " + receipt.outcome());
                    }
                    gas += receipt.outcome().gas();
                }
            }
            time = System.nanoTime() - start;
        }

        /** In nanoseconds each. */
        private double run(FeeTerms terms, int count, IntFunction<OperationRecord> operations) {
            List<SignedTransaction> transactions = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                transactions.add(sign(terms, operations.apply(i)));
            }
            execute(transactions);
            return (double) time / count;
        }
    }

    private final Line free = new Line();
    private final Line priced = new Line();
    private int accounts;

    @Override
    public String name() {
        return "fees";
    }

    @Override
    public Figures run(Path directory) {
        priced.execute(List.of(priced.sign(UNPAID, ActivateModule.of(RulesJars.of("fees", "1.0.0", FeesRules.class)))));
        priced.execute(List.of());
        List<double[]> rounds = new ArrayList<>();
        for (int i = 0; i <= ROUNDS; i++) {
            double without = 1e9 / free.run(UNPAID, TRANSACTIONS, number -> transfer());
            double with = 1e9 / priced.run(PAID, TRANSACTIONS, number -> transfer());
            System.out.printf("%.0f of %.0f%n", with, without);
            if (i > 0) { // the first warms up
                rounds.add(new double[] {with, without});
            }
        }
        rounds.sort(Comparator.comparingDouble(round -> round[0] / round[1]));
        double[] median = rounds.get(ROUNDS / 2);
        return withPrices(new Figures(median[0], "transfers/s executed with fees", median[1]));
    }

    /** Verifying a signature and what comes before the operations is paid for as 100,000 gas, which receipts do not count. */
    private Figures withPrices(Figures transfers) {
        priced.run(PAID, 1, number -> new FundSponsor(new Amount(BigInteger.TEN.pow(20), TestLedger.QUO)));
        BigInteger much = BigInteger.TEN.pow(20);
        Amount most = new Amount(much, TestLedger.QUO);
        priced.run(PAID, 1, number -> new LimitSponsor(new SponsorLimits(most, most, most, List.of())));
        Map<String, double[]> measured = new LinkedHashMap<>();
        for (int i = 0; i < 2; i++) { // the first warms up
            measured.put("transfer", gasAndTime(PAID, TRANSACTIONS, number -> transfer()));
            measured.put(
                    "account-create",
                    gasAndTime(
                            PAID,
                            TRANSACTIONS / 5,
                            number -> new CreateAccount(
                                    "account" + accounts++, PAYEE.signer().publicKey())));
            measured.put("sponsor-fund", gasAndTime(PAID, TRANSACTIONS / 5, number -> new FundSponsor(UNIT)));
            measured.put("sponsor-stake", gasAndTime(PAID, TRANSACTIONS / 5, number -> new StakeSponsor(UNIT)));
            measured.put(
                    "sponsored transfer",
                    gasAndTime(
                            FeeTerms.upTo(BigInteger.TEN.pow(15)).sponsoredBy(PAYER.name()),
                            TRANSACTIONS / 5,
                            number -> transfer()));
        }
        double[] transfer = measured.getOrDefault("transfer", new double[] {1, 1});
        Figures figures = transfers;
        for (Map.Entry<String, double[]> each : measured.entrySet()) {
            double[] measure = each.getValue();
            double ratio = measure[0] / measure[1] / (transfer[0] / transfer[1]);
            System.out.printf("%s: %.0f gas, %.1f us%n", each.getKey(), measure[0], measure[1] / 1e3);
            figures = figures.with("price/time, of a transfer's: " + each.getKey(), ratio);
        }
        return figures;
    }

    private double[] gasAndTime(FeeTerms terms, int count, IntFunction<OperationRecord> operations) {
        double time = priced.run(terms, count, operations);
        return new double[] {100_000 + (double) priced.gas / count, time};
    }

    private static OperationRecord transfer() {
        return new Transfer(PAYER.name(), PAYEE.name(), UNIT);
    }
}
