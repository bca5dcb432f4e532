package org.quoin.htlc.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.quoin.htlc.api.CreateHtlc;
import org.quoin.htlc.api.OtherLeg;
import org.quoin.htlc.api.RedeemHtlc;
import org.quoin.htlc.api.RefundHtlc;
import org.quoin.htlc.api.SwapMargin;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.block.BlockRecord;
import org.quoin.ledger.core.execution.EventRow;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestLedger;

/**
 * Swaps between Alice and Bob over two ledgers whose clocks differ. Alice has the secret and locks the first leg, Bob the second.
 * Each of the two is honest or hostile. Who is honest follows the protocol, and crashes: for a while he does nothing, and when he
 * comes back he has the terms and his secret, which his wallet keeps, and looks up the rest. What he sends arrives late. Who is
 * hostile tries everything at any time, above all around both expiries, and so does Mallory, who copies what she sees.
 *
 * <p>A tick is a millisecond, and a block on each ledger.
 */
final class SwapSchedules {
    static final Person ALICE = Person.named("alice");
    static final Person BOB = Person.named("bob");
    static final Person MALLORY = Person.named("mallory");

    /** How long what an honest party sends is on its way, at the most. */
    private static final int DELAY = 3;

    /** How long an outage lasts, at the most; everybody has two of them. */
    private static final int OUTAGE = 5;

    /** By how much each clock differs from the tick, at the most. */
    private static final int DRIFT = 1;

    /** Swaps that happen at the same time. */
    private static final int GENERATION = 400;

    /** When the first leg expires, after the start, as it was agreed; the second does by the margin before. */
    private static final int FIRST = 62;

    private static final int LIFETIME = 75;
    private static final int SECRET_SIZE = 32;

    /** What a party knows is held against the look-up by hash now and then: it costs as much as a transaction. */
    private static final int LOOKS_UP_ONE_OF = 50;

    /** What Bob demands: outages are the grace, and being late on a clock that differs is the inclusion. */
    static final Duration MARGIN = SwapMargin.on(
            new SwapMargin.Timing(Duration.ZERO, Duration.ofMillis(OUTAGE), Duration.ofMillis(DELAY + DRIFT)));

    /** What must not be noticed, except in a sabotage. */
    enum Sabotage {
        NONE,
        NO_MARGIN,
        REUSE_ALLOWED
    }

    private enum Side {
        FIRST,
        SECOND
    }

    private enum Habit {
        HONEST,
        HOSTILE
    }

    /** A contract that somebody made for a swap, whatever its terms are. */
    private static final class Leg {
        private final Hash id;
        private final Values terms;
        private String state = "open";

        private Leg(Hash id, Values terms) {
            this.id = id;
            this.terms = terms;
        }

        private long expiry() {
            return terms.time("expiry").toEpochMilli();
        }
    }

    private static final class Swap {
        private final Bytes secret;
        private final Hash hash;
        private final BigInteger firstUnits;
        private final BigInteger secondUnits;
        private final Habit alice;
        private final Habit bob;
        private final long start;
        private final Set<Integer> aliceIsOut;
        private final Set<Integer> bobIsOut;

        /** By their ledger: the honest parties look at the first that fits. */
        private final Map<Side, List<Leg>> legs =
                new HashMap<>(Map.of(Side.FIRST, new ArrayList<>(), Side.SECOND, new ArrayList<>()));

        /** Whether it was sent to anybody: whoever watches the wires has it then. */
        private boolean secretIsPublic;

        // What a party has done and would do again if it did not know; lost when it crashes.
        private boolean aliceLocked;
        private boolean bobLocked;
        private boolean aliceClaimed;
        private boolean bobClaimed;

        private Swap(Random random, long start) {
            byte[] bytes = new byte[SECRET_SIZE];
            random.nextBytes(bytes);
            secret = Bytes.of(bytes);
            hash = Hash.sha256(bytes);
            firstUnits = BigInteger.valueOf(1 + random.nextInt(1_000));
            secondUnits = BigInteger.valueOf(1 + random.nextInt(1_000));
            alice = random.nextInt(3) == 0 ? Habit.HOSTILE : Habit.HONEST;
            bob = random.nextInt(3) == 0 ? Habit.HOSTILE : Habit.HONEST;
            this.start = start + random.nextInt(4);
            aliceIsOut = outages(random);
            bobIsOut = outages(random);
        }

        private static Set<Integer> outages(Random random) {
            Set<Integer> out = new HashSet<>();
            for (int i = 0; i < 2; i++) {
                int from = random.nextInt(LIFETIME);
                int length = random.nextInt(OUTAGE + 1);
                for (int tick = from; tick < from + length; tick++) {
                    out.add(tick);
                }
            }
            return out;
        }

        private @Nullable Leg fitting(Side side, BigInteger units, String funder) {
            return Objects.requireNonNull(legs.get(side)).stream()
                    .filter(leg -> leg.terms.text("funder").equals(funder))
                    .filter(leg -> leg.terms.text("beneficiary").equals(funder.equals("alice") ? "bob" : "alice"))
                    .filter(leg -> leg.terms.units("amount").equals(units))
                    .filter(leg -> leg.terms.number("preimageLength") == SECRET_SIZE)
                    .findFirst()
                    .orElse(null);
        }
    }

    /** Something on its way to a ledger. */
    private record Sent(Person who, Swap swap, OperationRecord what, boolean reuse) {}

    private final Random random;
    private final Sabotage sabotage;
    private final Map<Side, SwapLedger> ledgers;
    private final Map<Side, Integer> drift = new HashMap<>();
    private final Map<Side, Map<Long, List<Sent>>> wires =
            Map.of(Side.FIRST, new TreeMap<>(), Side.SECOND, new TreeMap<>());
    private final Map<Hash, Leg> legs = new HashMap<>();
    private final Map<Hash, Swap> byHash = new HashMap<>();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private long tick;

    SwapSchedules(long seed, Bytes rules, Sabotage sabotage) {
        random = new Random(seed);
        this.sabotage = sabotage;
        ledgers = Map.of(
                Side.FIRST, new SwapLedger(rules, ALICE, BOB, MALLORY),
                Side.SECOND, new SwapLedger(rules, ALICE, BOB, MALLORY));
        tick = ledger(Side.FIRST).time() + 10;
    }

    /** @return how often each outcome came */
    Map<String, Integer> run(int swaps) {
        for (int rest = swaps; rest > 0; rest -= GENERATION) {
            generation(Math.min(rest, GENERATION));
        }
        return outcomes;
    }

    private void generation(int size) {
        legs.clear();
        byHash.clear();
        drift.put(Side.FIRST, random.nextInt(2 * DRIFT + 1) - DRIFT);
        drift.put(Side.SECOND, random.nextInt(2 * DRIFT + 1) - DRIFT);
        BigInteger before = everything();
        tick += 10;
        List<Swap> swaps = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Swap swap = new Swap(random, tick);
            swaps.add(swap);
            byHash.put(swap.hash, swap);
        }
        for (int age = 0; age < LIFETIME; age++) {
            for (Swap swap : swaps) {
                act(swap, age);
            }
            block(Side.FIRST);
            block(Side.SECOND);
            tick++;
        }
        sweep();
        swaps.forEach(this::judge);
        assertThat(everything()).isEqualTo(before);
        for (Side side : Side.values()) {
            assertThat(ledger(side).openAgreements()).isZero();
        }
    }

    private void act(Swap swap, int age) {
        if (swap.aliceIsOut.contains(age)) {
            swap.aliceLocked = false;
            swap.aliceClaimed = false;
        } else if (swap.alice == Habit.HONEST) {
            actAsAlice(swap);
        } else {
            actAsHostileAlice(swap);
        }
        if (swap.bobIsOut.contains(age)) {
            swap.bobLocked = false;
            swap.bobClaimed = false;
        } else if (swap.bob == Habit.HONEST) {
            actAsBob(swap);
        } else {
            actAsHostileBob(swap);
        }
        if (random.nextInt(40) == 0) {
            disturb(MALLORY, swap);
        }
    }

    // ---- who keeps to the protocol ---------------------------------------------------------------------------------

    private void actAsAlice(Swap swap) {
        Leg first = leg(swap, Side.FIRST, swap.firstUnits, "alice");
        if (first == null) {
            // Long enough for both outages, so that she comes to it.
            boolean early = tick <= swap.start + 2 * OUTAGE;
            if (tick >= swap.start && early && !swap.aliceLocked) {
                send(ALICE, Side.FIRST, swap, lockFirst(swap, swap.firstUnits, SECRET_SIZE, swap.start + FIRST));
                swap.aliceLocked = true;
            }
            return;
        }
        Leg second = leg(swap, Side.SECOND, swap.secondUnits, "bob");
        if (second != null && second.state.equals("open") && !swap.aliceClaimed) {
            // It must be there in time, or the secret is out for nothing.
            if (now(Side.SECOND) + DELAY < second.expiry()) {
                send(ALICE, Side.SECOND, swap, new RedeemHtlc(second.id, swap.secret));
                swap.secretIsPublic = true;
                swap.aliceClaimed = true;
            }
        }
        if (first.state.equals("open") && now(Side.FIRST) >= first.expiry() && random.nextInt(3) == 0) {
            send(ALICE, Side.FIRST, swap, new RefundHtlc(first.id));
        }
    }

    private void actAsBob(Swap swap) {
        Leg first = leg(swap, Side.FIRST, swap.firstUnits, "alice");
        Leg second = leg(swap, Side.SECOND, swap.secondUnits, "bob");
        if (second == null) {
            long agreed = swap.start + FIRST - MARGIN.toMillis();
            if (first != null && first.state.equals("open") && !swap.bobLocked && now(Side.SECOND) + DELAY < agreed) {
                send(BOB, Side.SECOND, swap, lockSecond(swap, first, agreed));
                swap.bobLocked = true;
            }
            return;
        }
        if (swap.secretIsPublic && first != null && first.state.equals("open") && !swap.bobClaimed) {
            send(BOB, Side.FIRST, swap, new RedeemHtlc(first.id, swap.secret));
            swap.bobClaimed = true;
        }
        if (second.state.equals("open") && now(Side.SECOND) >= second.expiry() && random.nextInt(3) == 0) {
            send(BOB, Side.SECOND, swap, new RefundHtlc(second.id));
        }
    }

    /** He looks what he is given and leaves the margin to the rules: they know when the first leg expires if he tells them. */
    private CreateHtlc lockSecond(Swap swap, Leg first, long expiry) {
        CreateHtlc terms = new CreateHtlc(
                "bob",
                "alice",
                new Amount(swap.secondUnits, TestLedger.ETH),
                swap.hash,
                SECRET_SIZE,
                Instant.ofEpochMilli(expiry));
        CreateHtlc refunded = random.nextBoolean() ? terms.withAutoRefund() : terms;
        Duration margin = sabotage == Sabotage.NO_MARGIN ? Duration.ZERO : MARGIN;
        return sabotage == Sabotage.REUSE_ALLOWED
                ? terms
                : refunded.against(new OtherLeg.Elsewhere(Instant.ofEpochMilli(first.expiry())), margin);
    }

    private static CreateHtlc lockFirst(Swap swap, BigInteger units, int length, long expiry) {
        return new CreateHtlc(
                "alice", "bob", new Amount(units, TestLedger.ETH), swap.hash, length, Instant.ofEpochMilli(expiry));
    }

    /** What a party knows of a leg: who has just come back has to look it up. */
    private @Nullable Leg leg(Swap swap, Side side, BigInteger units, String funder) {
        Leg known = swap.fitting(side, units, funder);
        if (known != null && random.nextInt(LOOKS_UP_ONE_OF) == 0) {
            ledger(side)
                    .withHash(swap.hash)
                    .ifPresent(contracts -> assertThat(contracts)
                            .filteredOn(found -> found.hash("id").equals(known.id))
                            .singleElement()
                            .satisfies(found -> assertThat(found.text("state")).isEqualTo(known.state)));
        }
        return known;
    }

    // ---- who does not ----------------------------------------------------------------------------------------------

    private void actAsHostileAlice(Swap swap) {
        Leg first = any(swap, Side.FIRST);
        if (first == null) {
            if (tick >= swap.start && !swap.aliceLocked && random.nextInt(3) == 0) {
                boolean less = random.nextInt(6) == 0;
                int length = random.nextInt(6) == 0 ? SECRET_SIZE + 1 : SECRET_SIZE;
                // Too early for Bob to be safe, by much or by little.
                long earlier = random.nextInt(3) == 0 ? 0 : random.nextInt((int) MARGIN.toMillis() + 3);
                BigInteger units = less ? swap.firstUnits.add(BigInteger.ONE) : swap.firstUnits;
                hit(ALICE, Side.FIRST, swap, lockFirst(swap, units, length, swap.start + FIRST - earlier));
                swap.aliceLocked = true;
            }
            return;
        }
        Leg second = any(swap, Side.SECOND);
        if (second != null && isAround(Side.SECOND, second) && random.nextBoolean()) {
            hit(ALICE, Side.SECOND, swap, new RedeemHtlc(second.id, swap.secret));
            swap.secretIsPublic = true;
        }
        if (isAround(Side.FIRST, first) && random.nextBoolean() || random.nextInt(20) == 0) {
            hit(ALICE, Side.FIRST, swap, new RefundHtlc(first.id));
        }
        if (random.nextInt(30) == 0) {
            disturb(ALICE, swap);
        }
    }

    private void actAsHostileBob(Swap swap) {
        Leg first = any(swap, Side.FIRST);
        Leg second = any(swap, Side.SECOND);
        if (second == null) {
            if (first != null && !swap.bobLocked && random.nextInt(4) == 0) {
                boolean less = random.nextInt(5) == 0;
                BigInteger units = less ? swap.secondUnits.add(BigInteger.ONE) : swap.secondUnits;
                long expiry = now(Side.SECOND) + 1 + random.nextInt(40);
                hit(
                        BOB,
                        Side.SECOND,
                        swap,
                        new CreateHtlc(
                                "bob",
                                "alice",
                                new Amount(units, TestLedger.ETH),
                                swap.hash,
                                random.nextInt(6) == 0 ? SECRET_SIZE - 1 : SECRET_SIZE,
                                Instant.ofEpochMilli(expiry)));
                swap.bobLocked = true;
            }
        } else if (isAround(Side.SECOND, second) && random.nextBoolean() || random.nextInt(20) == 0) {
            if (second != null) {
                hit(BOB, Side.SECOND, swap, new RefundHtlc(second.id));
            }
        }
        if (first != null && (isAround(Side.FIRST, first) || swap.secretIsPublic) && random.nextInt(3) == 0) {
            hit(BOB, Side.FIRST, swap, new RedeemHtlc(first.id, swap.secretIsPublic ? swap.secret : guess(swap)));
        }
        if (random.nextInt(30) == 0) {
            disturb(BOB, swap);
        }
    }

    /** What anybody can try: early, late, twice, with a wrong or a copied preimage, with terms of before. */
    private void disturb(Person who, Swap swap) {
        Side side = random.nextBoolean() ? Side.FIRST : Side.SECOND;
        Leg leg = any(swap, side);
        if (leg == null) {
            return;
        }
        switch (random.nextInt(4)) {
            case 0 -> hit(who, side, swap, new RefundHtlc(leg.id));
            case 1 -> hit(who, side, swap, new RedeemHtlc(leg.id, guess(swap)));
            case 2 -> {
                if (swap.secretIsPublic) {
                    hit(who, side, swap, new RedeemHtlc(leg.id, swap.secret));
                }
            }
            default -> {
                boolean isFunder = leg.terms.text("funder").equals(who.name());
                if (isFunder) {
                    CreateHtlc again = new CreateHtlc(
                            who.name(),
                            leg.terms.text("beneficiary"),
                            new Amount(BigInteger.ONE, TestLedger.ETH),
                            swap.hash,
                            SECRET_SIZE,
                            Instant.ofEpochMilli(now(side) + 5));
                    on(side, tick, new Sent(who, swap, again, true));
                }
            }
        }
    }

    private Bytes guess(Swap swap) {
        byte[] wrong = swap.secret.toArray();
        wrong[random.nextInt(wrong.length)] ^= 1;
        return Bytes.of(wrong);
    }

    private @Nullable Leg any(Swap swap, Side side) {
        List<Leg> there = Objects.requireNonNull(swap.legs.get(side));
        return there.isEmpty() ? null : there.get(0);
    }

    private boolean isAround(Side side, Leg leg) {
        return Math.abs(now(side) - leg.expiry()) <= 1;
    }

    // ---- wires and blocks ------------------------------------------------------------------------------------------

    /** Arrives late. */
    private void send(Person who, Side side, Swap swap, OperationRecord what) {
        on(side, tick + random.nextInt(DELAY + 1), new Sent(who, swap, what, false));
    }

    /** Arrives at once. */
    private void hit(Person who, Side side, Swap swap, OperationRecord what) {
        on(side, tick, new Sent(who, swap, what, false));
    }

    private void on(Side side, long when, Sent sent) {
        Objects.requireNonNull(wires.get(side))
                .computeIfAbsent(when, none -> new ArrayList<>())
                .add(sent);
    }

    private void block(Side side) {
        List<Sent> arrived = Optional.ofNullable(
                        Objects.requireNonNull(wires.get(side)).remove(tick))
                .orElseGet(ArrayList::new);
        Collections.shuffle(arrived, random);
        List<SwapLedger.Act> acts = arrived.stream()
                .map(sent -> new SwapLedger.Act(sent.who(), sent.what()))
                .toList();
        long time = now(side);
        BlockRecord block = ledger(side).block(time, acts);
        for (int i = 0; i < arrived.size(); i++) {
            Optional<String> failure = SwapLedger.failure(block, i);
            count(arrived.get(i).what().operation() + " " + failure.orElse("applied"));
            if (arrived.get(i).reuse()) {
                assertThat(failure).as("a hash that was used before").contains("HASH_REUSED");
            }
        }
        for (EventRow event : block.events()) {
            if (event.capability().equals("htlc")) {
                enter(side, event, time);
            } else {
                assertThat(event.name()).isNotEqualTo("hook-failed");
            }
        }
    }

    private void enter(Side side, EventRow event, long time) {
        Values data = ledger(side).event(event.name(), event.data());
        Hash id = data.hash("id");
        if (event.name().equals("created")) {
            Leg leg = new Leg(id, data);
            legs.put(id, leg);
            Swap swap = Objects.requireNonNull(byHash.get(data.hash("secretHash")));
            Objects.requireNonNull(swap.legs.get(side)).add(leg);
            return;
        }
        Leg leg = Objects.requireNonNull(legs.get(id));
        assertThat(leg.state).as("a contract ends once").isEqualTo("open");
        leg.state = event.name();
        long after = time - leg.expiry();
        assertThat(after < 0 ? "redeemed" : "refunded")
                .as("%d after the expiry", after)
                .isEqualTo(event.name());
        if (Math.abs(after) <= 1) {
            count("settled at T" + (after < 0 ? "-1" : after == 0 ? "" : "+1"));
        }
    }

    /** Whoever is still owed something asks for it at last. */
    private void sweep() {
        for (int rest = 0; rest <= DELAY; rest++) {
            block(Side.FIRST);
            block(Side.SECOND);
            tick++;
        }
        // Who is hostile may have locked something at the last moment, for long.
        long last = legs.values().stream().mapToLong(Leg::expiry).max().orElse(tick);
        tick = Math.max(tick, last + DRIFT);
        for (Swap swap : byHash.values()) {
            for (Side side : Side.values()) {
                for (Leg leg : Objects.requireNonNull(swap.legs.get(side))) {
                    if (leg.state.equals("open")) {
                        hit(MALLORY, side, swap, new RefundHtlc(leg.id));
                    }
                }
            }
        }
        block(Side.FIRST);
        block(Side.SECOND);
        tick++;
    }

    // ---- the verdict -----------------------------------------------------------------------------------------------

    /** Who was honest has what was agreed, or what he had; and of every leg exactly one end came. */
    private void judge(Swap swap) {
        Leg first = any(swap, Side.FIRST);
        Leg second = any(swap, Side.SECOND);
        boolean bobGot = first != null && first.state.equals("redeemed");
        boolean aliceGot = second != null && second.state.equals("redeemed");
        legs.values().forEach(leg -> assertThat(leg.state).isNotEqualTo("open"));
        if (swap.alice == Habit.HONEST && bobGot) {
            assertThat(aliceGot
                            && second != null
                            && second.terms.units("amount").equals(swap.secondUnits))
                    .as("honest Alice has paid and was not paid")
                    .isTrue();
        }
        if (swap.bob == Habit.HONEST && aliceGot) {
            assertThat(bobGot && first != null && first.terms.units("amount").equals(swap.firstUnits))
                    .as("honest Bob has paid and was not paid")
                    .isTrue();
        }
        count((swap.alice == Habit.HONEST && swap.bob == Habit.HONEST ? "both honest: " : "one hostile: ")
                + (bobGot && aliceGot ? "swapped" : bobGot || aliceGot ? "one-sided" : "nothing"));
    }

    private BigInteger everything() {
        BigInteger sum = BigInteger.ZERO;
        for (SwapLedger ledger : ledgers.values()) {
            for (Person person : List.of(ALICE, BOB, MALLORY)) {
                sum = sum.add(ledger.eth(person));
            }
        }
        return sum;
    }

    private SwapLedger ledger(Side side) {
        return Objects.requireNonNull(ledgers.get(side));
    }

    private long now(Side side) {
        return tick + Objects.requireNonNull(drift.get(side));
    }

    private void count(String outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }
}
