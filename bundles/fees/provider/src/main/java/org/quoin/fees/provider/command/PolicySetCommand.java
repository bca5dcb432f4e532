package org.quoin.fees.provider.command;

import java.math.BigInteger;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.fees.api.FeePolicy;
import org.quoin.fees.api.Fees;
import org.quoin.fees.api.PerResource;
import org.quoin.fees.api.SetFeePolicy;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.AccountNames;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.WriteCommand;

@Service
@Command(
        scope = "fees",
        name = "policy-set",
        description =
                "Approve a policy of fees as an operator: what you do not name stays; it holds once more than half of the"
                        + " operators approve the same",
        detailedDescription =
                "Example: fees:policy-set --treasury treasury --share 250000 --execution-limit 2000000000")
public final class PolicySetCommand extends WriteCommand {
    private static final String NOBODY = "-";
    private static final long MILLION = 1_000_000;
    private static final long MOST = Long.MAX_VALUE / 100;

    @Option(name = "--tips-to", description = "The account that gets tips; - if they are to be burnt")
    @Completion(AccountNames.class)
    private @Nullable String tipsTo;

    @Option(name = "--treasury", description = "The account that gets its share of base fees; - if all are to be burnt")
    @Completion(AccountNames.class)
    private @Nullable String treasury;

    @Option(name = "--share", description = "The treasury's share of base fees, in millionths; the rest is burnt")
    private @Nullable String share;

    @Option(name = "--min-execution", description = "The lowest price of a unit of gas, in smallest units")
    private @Nullable String minExecution;

    @Option(name = "--min-data", description = "The lowest price of a byte of a transaction, in smallest units")
    private @Nullable String minData;

    @Option(
            name = "--min-growth",
            description = "The lowest price of a byte that the state grows by, in smallest units")
    private @Nullable String minGrowth;

    @Option(name = "--min-layer2", description = "The lowest price of a byte of layer 2, in smallest units")
    private @Nullable String minLayer2;

    @Option(name = "--execution-limit", description = "Gas of a period: its half is the target")
    private @Nullable String executionLimit;

    @Option(name = "--data-limit", description = "Bytes of transactions of a period")
    private @Nullable String dataLimit;

    @Option(name = "--growth-limit", description = "Bytes that the state grows by in a period")
    private @Nullable String growthLimit;

    @Option(name = "--layer2-limit", description = "Bytes of layer 2 of a period")
    private @Nullable String layer2Limit;

    @Option(name = "--period", description = "How long prices hold, with the units d, h, m and s")
    private @Nullable String period;

    @Option(name = "--layer2", description = "The capabilities of layer 2, with commas between; - for none")
    private @Nullable String layer2;

    @Option(name = "--stake-rate", description = "What a stake lets be free in five days, in millionths of it")
    private @Nullable String stakeRate;

    @Option(name = "--immediate", description = "Change limits at once, if all operators approve that")
    private boolean immediate;

    @Override
    protected Answer answer() {
        FeePolicy policy = proposed(Fees.of(ledger()).policy());
        return submit(
                ledger().operators().get(0),
                new SetFeePolicy(policy, immediate),
                () -> new Shown(ledger()).answer("policy", Values.none()));
    }

    private FeePolicy proposed(FeePolicy now) {
        PerResource<Amount> least = now.minimums();
        PerResource<Long> limits = now.limits();
        FeePolicy policy = now.withTipsTo(tipsTo == null ? now.tipsTo() : account("--tips-to", tipsTo))
                .withTreasury(treasury == null ? now.treasury() : account("--treasury", treasury), (int)
                        number("--share", share, now.share(), MILLION))
                .withMinimums(new PerResource<>(
                        price("--min-execution", minExecution, least.execution()),
                        price("--min-data", minData, least.data()),
                        price("--min-growth", minGrowth, least.growth()),
                        price("--min-layer2", minLayer2, least.layer2())))
                .withLimits(new PerResource<>(
                        number("--execution-limit", executionLimit, limits.execution(), MOST),
                        number("--data-limit", dataLimit, limits.data(), MOST),
                        number("--growth-limit", growthLimit, limits.growth(), MOST),
                        number("--layer2-limit", layer2Limit, limits.layer2(), MOST)))
                .withStakeRate((int) number("--stake-rate", stakeRate, now.stakeRate(), MILLION));
        if (layer2 != null) {
            policy = policy.withLayer2(layer2.equals(NOBODY) ? List.of() : List.of(layer2.split(",", -1)));
        }
        return period == null ? policy : policy.withPeriod(input().duration("--period", period));
    }

    private String account(String name, String given) {
        return given.equals(NOBODY) ? "" : input().accountName(name, given);
    }

    private Amount price(String name, @Nullable String given, Amount now) {
        return given == null ? now : new Amount(BigInteger.valueOf(input().number(name, given, 1, MOST)), now.asset());
    }

    private long number(String name, @Nullable String given, long now, long max) {
        return given == null ? now : input().number(name, given, 0, max);
    }
}
