package org.quoin.referral.api.client;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.execution.Context;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.testkit.simulation.Books;
import org.quoin.ledger.testkit.simulation.Deployed;
import org.quoin.ledger.testkit.simulation.Rows;
import org.quoin.referral.api.AcceptReferral;
import org.quoin.referral.api.ClawBackReferral;
import org.quoin.referral.api.CommitReferralCode;
import org.quoin.referral.api.EndCampaign;
import org.quoin.referral.api.FundReferral;
import org.quoin.referral.api.PayoutReferral;
import org.quoin.referral.api.RevealReferralCode;
import org.quoin.referral.api.StartCampaign;
import org.quoin.referral.api.WithdrawReferral;

/** Referral in a simulated life: people refer each other, pay, are paid, and claw back; the books know only the events. */
final class SimulatedReferral implements Deployed {
    /** Of the chains on which lives are simulated. */
    private static final String OPERATOR = "alice";

    private static final String POT = "referral:pot";
    private static final Bytes SALT = Bytes.of(new byte[16]);
    private static final Asset QUO = new Asset("QUO", 0);

    private final LoadedModule module;
    private final long period;
    private final List<String> codes = new ArrayList<>();
    private final List<String> campaigns = new ArrayList<>();
    private final Map<String, Integer> events = new TreeMap<>();
    private boolean open;

    /** @param period of the rules, in milliseconds */
    SimulatedReferral(Bytes rules, long period) {
        module = LoadedModule.describe(rules);
        this.period = period;
    }

    /** How many of each there were. */
    Map<String, Integer> events() {
        return events;
    }

    @Override
    public LoadedModule module() {
        return module;
    }

    @Override
    public List<String> agreements() {
        return open ? List.of(POT) : List.of();
    }

    @Override
    public Operation next(RandomGenerator random, Context context, String signer, Rows rows) {
        return module.description()
                .encode(record(
                        random, context, signer, List.copyOf(rows.accounts().keySet())));
    }

    private OperationRecord record(RandomGenerator random, Context context, String signer, List<String> people) {
        String somebody = people.get(random.nextInt(people.size()));
        RevealReferralCode revealed = new RevealReferralCode("code-" + signer + random.nextInt(2), SALT);
        if (signer.equals(OPERATOR) && random.nextInt(3) == 0) {
            return clawBack(random, context, somebody);
        }
        return switch (random.nextInt(17)) {
            case 0, 1 -> CommitReferralCode.of(signer, revealed);
            case 2, 3 -> revealed;
            case 4, 5, 6, 7 -> new AcceptReferral(any(random, codes), campaign(random));
            case 8, 16 -> new WithdrawReferral();
            case 9 -> new FundReferral(some(random));
            case 10 ->
                new StartCampaign(
                        "campaign-" + campaigns.size(),
                        some(random),
                        random.nextInt(900_000),
                        context.time(),
                        context.time().plus(Duration.ofMillis(random.nextLong(20 * period))),
                        some(random));
            case 11 -> new EndCampaign(any(random, campaigns));
            case 12 -> clawBack(random, context, somebody);
            default -> new PayoutReferral(somebody, "QUO");
        };
    }

    private ClawBackReferral clawBack(RandomGenerator random, Context context, String account) {
        long day = context.time().toEpochMilli() / period - random.nextInt(3);
        return new ClawBackReferral(account, "QUO", day, campaign(random), "because");
    }

    private Optional<String> campaign(RandomGenerator random) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(any(random, campaigns));
    }

    private static String any(RandomGenerator random, List<String> names) {
        return names.isEmpty() || random.nextInt(20) == 0 ? "none" : names.get(random.nextInt(names.size()));
    }

    private static Amount some(RandomGenerator random) {
        return new Amount(BigInteger.valueOf(random.nextLong(1L << random.nextInt(30, 56))), QUO);
    }

    @Override
    public void enter(EventRow event, Values data, Books books) {
        events.merge(event.name(), 1, Integer::sum);
        switch (event.name()) {
            case "code-registered" -> codes.add(data.text("code"));
            case "funded" -> move(data.text("by"), data.units("amount"), data, books);
            case "campaign-started" -> {
                campaigns.add(data.text("campaign"));
                move(data.text("owner"), data.units("budget"), data, books);
            }
            case "campaign-ended" ->
                move(data.text("owner"), data.units("amount").negate(), data, books);
            case "paid-out" -> move(data.text("account"), data.units("amount").negate(), data, books);
            default -> {} // nobody's funds have changed
        }
    }

    private void move(String account, BigInteger units, Values data, Books books) {
        if (!open) {
            books.open(POT, "");
            open = true;
        }
        books.add(account, data.text("asset"), units.negate());
        books.addHeld(POT, data.text("asset"), units);
    }
}
