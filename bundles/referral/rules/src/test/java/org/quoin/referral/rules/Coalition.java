package org.quoin.referral.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.quoin.referral.rules.FastHost.Refused;
import org.quoin.rules.Amount;
import org.quoin.rules.Values;

/**
 * Accounts of one adversary among others, on a ledger whose operators give back as much as the rules let them. He produces the
 * blocks, so tips come back to him; he sponsors himself, owns campaigns, makes whatever links the rules allow, and moves time. After every
 * step his wealth is counted: what his accounts have, what his campaigns have left, what they have earned and not been paid.
 */
final class Coalition {
    private static final int HIS = 30;
    private static final int OTHERS = 6;
    private static final long EACH = 1_000_000_000_000L;

    /** What he can do; a strategy says how often he does each. */
    enum Move {
        PAY_A_FEE,
        SPONSOR_A_FEE,
        REGISTER_A_CODE,
        ACCEPT,
        WITHDRAW,
        START_A_CAMPAIGN,
        END_A_CAMPAIGN,
        TAKE_A_PAYOUT,
        CLAW_BACK,
        LET_TIME_PASS,
        LET_OTHERS_ACT
    }

    /**
     * How he goes about it.
     *
     * @param weights of each move
     * @param feeBits how long a fee is, at most
     * @param tipShare of a fee that is a tip, in hundredths
     * @param depth how often, in hundredths, he links to the newest code, which makes chains; or else to any
     * @param hours that pass at once, at most
     * @param extraShare of his campaigns
     */
    record Strategy(List<Integer> weights, int feeBits, int tipShare, int depth, int hours, int extraShare) {
        static Strategy random(RandomGenerator random) {
            List<Integer> weights = new ArrayList<>();
            for (Move move : Move.values()) {
                weights.add(move == Move.PAY_A_FEE ? 40 + random.nextInt(100) : 1 + random.nextInt(30));
            }
            return new Strategy(
                    weights,
                    1 + random.nextInt(30),
                    random.nextInt(100),
                    random.nextInt(100),
                    1 + random.nextInt(72),
                    random.nextInt(900_001));
        }

        Strategy mutated(RandomGenerator random) {
            List<Integer> changed = new ArrayList<>(weights);
            changed.set(random.nextInt(changed.size()), random.nextInt(120));
            Strategy other = random(random);
            return switch (random.nextInt(6)) {
                case 0 -> new Strategy(changed, other.feeBits, tipShare, depth, hours, extraShare);
                case 1 -> new Strategy(changed, feeBits, other.tipShare, depth, hours, extraShare);
                case 2 -> new Strategy(changed, feeBits, tipShare, other.depth, hours, extraShare);
                case 3 -> new Strategy(changed, feeBits, tipShare, depth, other.hours, extraShare);
                case 4 -> new Strategy(changed, feeBits, tipShare, depth, hours, other.extraShare);
                default -> new Strategy(changed, feeBits, tipShare, depth, hours, extraShare);
            };
        }

        private Move next(RandomGenerator random) {
            List<Move> moves = List.of(Move.values());
            int place = random.nextInt(
                    1 + weights.stream().mapToInt(Integer::intValue).sum());
            for (int i = 0; i < moves.size(); i++) {
                place -= weights.get(i);
                if (place < 0) {
                    return moves.get(i);
                }
            }
            return Move.PAY_A_FEE;
        }
    }

    private final RandomGenerator random;
    private final Strategy strategy;
    private final Room room = new Room();
    private final List<String> accounts = new ArrayList<>();
    private final Set<String> his = new HashSet<>();
    private final List<String> codes = new ArrayList<>();
    private final List<String> codesOfOthers = new ArrayList<>();
    private final List<String> campaigns = new ArrayList<>();
    private final Map<String, String> parents = new LinkedHashMap<>();
    private final Map<String, Map<String, Long>> rewards = new HashMap<>();
    private final Map<String, Long> counted = new HashMap<>();
    private String signer = "";
    private long dueOfAll;
    private long dueOfHis;
    private long leftOfHis;
    private long lost;
    private long applied;
    private final long before;

    Coalition(RandomGenerator random, Strategy strategy) {
        this.random = random;
        this.strategy = strategy;
        for (int i = 0; i < HIS + OTHERS; i++) {
            accounts.add((i < HIS ? "his-" : "other-") + i);
        }
        his.addAll(accounts.subList(0, HIS));
        room.give(EACH, accounts.toArray(String[]::new));
        room.give(Long.MAX_VALUE / 4, "treasury");
        room.policy(
                FastHost.OPERATOR,
                200_000,
                List.of(0L, 1_000L, 1_000_000L),
                List.of(200_000L, 300_000L, 400_000L),
                200_000,
                100_000,
                1L << 40);
        room.fund("treasury", Long.MAX_VALUE / 8);
        room.host.watch(this::written);
        before = wealth();
    }

    /** One move, and the count after it. */
    void step() {
        long earnedBefore = dueOfAll;
        try {
            move(strategy.next(random));
            applied++;
        } catch (Refused e) {
            assertThat(dueOfAll).as("a move that is refused changes nothing").isEqualTo(earnedBefore);
        }
        Values pot = room.pot();
        assertThat(pot.get(Funds.RESERVED).low()).as("earned, and not paid").isEqualTo(dueOfAll);
        assertThat(pot.get(Funds.RESERVED).plus(pot.get(Funds.BUDGETS)).compareTo(pot.get(Funds.HELD)))
                .isLessThanOrEqualTo(0);
        assertThat(Math.multiplyExact(10, before - wealth()))
                .as("he keeps less than nine tenths of what he has lost: %s", strategy)
                .isGreaterThanOrEqualTo(lost);
    }

    /** What he has gained, or below zero what he has lost. */
    long gain() {
        return wealth() - before;
    }

    long lost() {
        return lost;
    }

    long applied() {
        return applied;
    }

    /** Of any accounts, his or not: what they earned by fees among themselves is at most nine tenths of what counted of those. */
    void requireBoundOfSomeSet() {
        Set<String> set = new HashSet<>();
        for (String account : accounts) {
            if (random.nextBoolean()) {
                set.add(account);
            }
        }
        long earned = 0;
        long all = 0;
        for (String each : set) {
            all += counted.getOrDefault(each, 0L);
            for (Map.Entry<String, Long> reward :
                    rewards.getOrDefault(each, Map.of()).entrySet()) {
                earned += set.contains(reward.getKey()) ? reward.getValue() : 0;
            }
        }
        assertThat(Math.multiplyExact(10, earned)).isLessThanOrEqualTo(Math.multiplyExact(9, all));
    }

    private void move(Move move) {
        switch (move) {
            case PAY_A_FEE -> fee(anyOfHis(), "");
            case SPONSOR_A_FEE -> fee(anyOfHis(), anyOfHis());
            case REGISTER_A_CODE -> register(anyOfHis(), codes);
            case ACCEPT -> accept(anyOfHis(), code());
            case WITHDRAW -> withdraw(anyOfHis());
            case START_A_CAMPAIGN -> startCampaign();
            case END_A_CAMPAIGN -> room.end(anyOfHis(), any(campaigns, "none"));
            case TAKE_A_PAYOUT -> room.payout(anyOfHis(), any(accounts, ""));
            case CLAW_BACK -> clawBack();
            case LET_TIME_PASS -> room.host.pass(random.nextLong(strategy.hours * 3_600_000L));
            case LET_OTHERS_ACT -> letOthersAct();
        }
    }

    /** The ledger takes the fee from who pays, and tells the rules. */
    private void fee(String by, String sponsor) {
        long fee = random.nextLong(1L << (1 + random.nextInt(strategy.feeBits)));
        long tip = fee * strategy.tipShare / 100;
        long toTreasury = (fee - tip) * random.nextInt(101) / 100;
        long burnt = fee - tip - toTreasury;
        String payer = sponsor.isEmpty() ? by : sponsor;
        if (room.host.holds(payer) < fee) {
            return;
        }
        room.host.give(payer, -fee);
        room.host.give("treasury", toTreasury);
        // He produces the blocks; what others tip him is earned honestly, and would only hide a loss here.
        room.host.give(his.contains(payer) ? accounts.get(0) : "treasury", tip);
        if (his.contains(payer)) {
            lost += burnt + toTreasury;
        }
        long counts = sponsor.isEmpty() ? burnt + toTreasury : 0;
        counted.merge(by, counts, Math::addExact);

        signer = by;
        long earnedBefore = dueOfAll;
        room.fee(by, sponsor, burnt, toTreasury, tip, 0);
        signer = "";
        assertThat(Math.multiplyExact(10, dueOfAll - earnedBefore))
                .as("all rewards for one fee")
                .isLessThanOrEqualTo(Math.multiplyExact(9, counts));
    }

    private void register(String by, List<String> into) {
        String code = by + "-" + into.size();
        room.code(by, code);
        into.add(code);
    }

    private String code() {
        if (random.nextInt(20) == 0) {
            return any(codesOfOthers, "none");
        }
        boolean newest = !codes.isEmpty() && random.nextInt(100) < strategy.depth;
        return newest ? codes.get(codes.size() - 1) : any(codes, "none");
    }

    private void accept(String by, String code) {
        room.accept(by, code, random.nextBoolean() ? null : any(campaigns, "none"));
        parents.put(by, room.link(by).get(Terms.REFERRER));
        String above = by;
        for (int steps = 0; above != null; steps++) {
            assertThat(steps).as("a cycle above %s: %s", by, parents).isLessThanOrEqualTo(accounts.size());
            above = parents.get(above);
        }
    }

    private void withdraw(String by) {
        room.withdraw(by);
        parents.remove(by);
    }

    private void startCampaign() {
        String name = "campaign-" + campaigns.size();
        long budget = 1 + random.nextLong(1L << 30);
        room.campaign(
                anyOfHis(), name, budget, strategy.extraShare, 1 + random.nextLong(1L << 20), 1 + random.nextInt(30));
        campaigns.add(name);
    }

    private void clawBack() {
        boolean his = random.nextBoolean();
        room.clawBack(
                his ? anyOfHis() : FastHost.OPERATOR,
                any(accounts, ""),
                room.period() - random.nextInt(10),
                his ? any(campaigns, "none") : null,
                "because");
    }

    /** They refer each other, pay, and are paid; they do not take his codes. */
    private void letOthersAct() {
        String other = accounts.get(HIS + random.nextInt(OTHERS));
        switch (random.nextInt(4)) {
            case 0 -> register(other, codesOfOthers);
            case 1 -> accept(other, any(codesOfOthers, "none"));
            default -> fee(other, "");
        }
    }

    private String anyOfHis() {
        return accounts.get(random.nextInt(HIS));
    }

    private String any(List<String> names, String otherwise) {
        return names.isEmpty() ? otherwise : names.get(random.nextInt(names.size()));
    }

    private long wealth() {
        long wealth = dueOfHis + leftOfHis;
        for (String account : accounts.subList(0, HIS)) {
            wealth = Math.addExact(wealth, room.host.holds(account));
        }
        return wealth;
    }

    /** Counts by the rows themselves what is earned and what campaigns have left. */
    private void written(String table, byte @Nullable [] from, byte @Nullable [] to) {
        if (table.equals("earnings")) {
            String account = row(from, to).get(Terms.ACCOUNT);
            long more = due(to) - due(from);
            dueOfAll += more;
            dueOfHis += his.contains(account) ? more : 0;
            if (!signer.isEmpty()) {
                rewards.computeIfAbsent(signer, absent -> new HashMap<>()).merge(account, more, Math::addExact);
            }
        } else if (table.equals("campaigns")) {
            long more = left(to) - left(from);
            leftOfHis += more;
        }
    }

    private static Values row(byte @Nullable [] from, byte @Nullable [] to) {
        if (to != null) {
            return Terms.EARNINGS.decode(to);
        }
        if (from != null) {
            return Terms.EARNINGS.decode(from);
        }
        throw new IllegalArgumentException("a row that was and is nothing");
    }

    private static long due(byte @Nullable [] row) {
        if (row == null) {
            return 0;
        }
        Values earned = Terms.EARNINGS.decode(row);
        return sum(earned.get(Terms.LEVEL_1), earned.get(Terms.LEVEL_2), earned.get(Terms.LEVEL_3))
                + sum(earned.get(Terms.AS_REFEREE), earned.get(Terms.BY_CAMPAIGNS))
                - sum(
                        earned.get(Terms.PAID),
                        earned.get(Terms.CLAWED_BACK),
                        earned.get(Terms.CLAWED_BACK_BY_CAMPAIGNS));
    }

    private static long left(byte @Nullable [] row) {
        return row == null
                ? 0
                : Campaigns.CAMPAIGN.decode(row).get(Campaigns.LEFT).low();
    }

    private static long sum(Amount... amounts) {
        long sum = 0;
        for (Amount amount : amounts) {
            sum = Math.addExact(sum, amount.low());
        }
        return sum;
    }
}
