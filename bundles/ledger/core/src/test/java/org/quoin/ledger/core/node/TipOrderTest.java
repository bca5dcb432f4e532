package org.quoin.ledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quoin.ledger.core.Samples.ALICE;
import static org.quoin.ledger.core.Samples.GENESIS;
import static org.quoin.ledger.core.Samples.START;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Operation;
import org.quoin.ledger.api.Transaction;

class TipOrderTest {
    private static final int OPERATIONS = 100_000;
    private static final int ROOM = 300;
    private static final List<Operation> NOTHING = List.of(new Operation("ledger", "none", 1, Bytes.of()));

    private record Offer(Transaction content, long tip, Object identity) implements TipOrder.Item {
        private static Offer of(String signer, int lane, long sequence, long tip) {
            Transaction transaction =
                    new Transaction(GENESIS.chainId(), signer, lane, sequence, START, NOTHING, ALICE.publicKey());
            return new Offer(transaction, tip, new Object());
        }

        private String lane() {
            return content.signer() + content.lane();
        }
    }

    private final TipOrder<Offer> order = new TipOrder<>();

    @Test
    void withoutTipsSendersTakeTurnsEachInTheOrderInWhichItCame() {
        Offer first = add("alice", 1, 0, 0);
        Offer second = add("alice", 0, 0, 0);
        Offer third = add("alice", 1, 1, 0);
        Offer bob = add("bob", 0, 0, 0);

        assertThat(all()).containsExactly(first, bob, second, third);
    }

    @Test
    void theHighestTipGoesFirstAmongTheHeadsOfLanes() {
        Offer low = add("alice", 0, 0, 1);
        Offer behind = add("alice", 0, 1, 100);
        Offer middle = add("bob", 0, 0, 5);
        Offer high = add("alice", 7, 0, 9);

        assertThat(all()).containsExactly(high, middle, low, behind);
    }

    @Test
    void whoTipsTheSameHasItsTurnAfterThoseWhoCameBefore() {
        Offer alice = add("alice", 0, 0, 5);
        Offer bob = add("bob", 0, 0, 5);
        Offer again = add("alice", 0, 1, 5);
        Offer carol = add("carol", 0, 0, 5);

        assertThat(all()).containsExactly(alice, bob, carol, again);
    }

    @Test
    void anotherOneInItsPlaceGoesByItsOwnTip() {
        Offer alice = add("alice", 0, 0, 1);
        Offer second = add("alice", 0, 1, 1);
        Offer bob = add("bob", 0, 0, 2);
        Offer better = Offer.of("alice", 0, 0, 3);

        assertThat(order.replace(alice, better)).isTrue();
        assertThat(order.replace(alice, better)).as("it is there no more").isFalse();
        assertThat(order.find("alice", 0, 0)).isSameAs(better);
        assertThat(order.before(3)).isEqualTo(1);
        assertThat(all()).containsExactly(better, bob, second);
    }

    @Test
    void onlyTheEndOfALaneIsTakenAway() {
        Offer low = add("alice", 0, 0, 1);
        Offer end = add("alice", 0, 1, 8);
        Offer bob = add("bob", 0, 0, 4);

        assertThat(order.cheapest(any -> true)).isSameAs(bob);
        assertThat(order.cheapest(any -> !any.equals(bob))).isSameAs(end);
        assertThat(order.removeLast(low)).as("it would leave a gap").isFalse();
        assertThat(order.removeLast(end)).isTrue();
        assertThat(order.cheapest(any -> true)).isSameAs(low);
    }

    /** However many lanes there are, it does not look at all of them. */
    @Test
    void whoMayNotBeTakenAwayIsNotLookedAtForever() {
        for (int i = 0; i < 1_000; i++) {
            add("s" + i, 0, 0, 0);
        }
        int[] looked = new int[1];

        assertThat(order.cheapest(any -> looked[0]++ < 0)).isNull();

        assertThat(looked[0]).isEqualTo(64);
    }

    @Test
    void whatComesAfterSomethingInItsLaneIsTakenAwayWithIt() {
        Offer first = add("alice", 0, 0, 1);
        Offer second = add("alice", 0, 1, 2);
        Offer third = add("alice", 0, 2, 3);
        Offer other = add("alice", 1, 0, 3);

        assertThat(order.removeFrom(second)).containsExactly(second, third);
        assertThat(all()).containsExactly(other, first);
        assertThatThrownBy(order::poll).hasMessage("nothing is left");
    }

    /** Against a model that looks at everything each time. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverHappensLanesHaveNoGapsTheHighestTipGoesFirstAndEachEndsOnce(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Deque<Offer>> model = new HashMap<>();
        Map<String, Long> next = new HashMap<>();
        Set<Object> ended = new HashSet<>();
        int offered = 0;
        int tips = seed == 1 ? 1 : 12;
        for (int i = 0; i < OPERATIONS; i++) {
            int what = random.nextInt(100);
            if (what < 55) {
                String signer = "s" + random.nextInt(seed == 2 ? 3 : 40);
                int lane = random.nextInt(3);
                long sequence = next.getOrDefault(signer + lane, 0L);
                Offer offer = Offer.of(signer, lane, sequence, random.nextInt(tips));
                order.add(offer);
                model.computeIfAbsent(offer.lane(), none -> new ArrayDeque<>()).add(offer);
                next.put(offer.lane(), sequence + 1);
                offered++;
                if (order.size() > ROOM) {
                    end(evict(model, next), ended);
                }
            } else if (what < 90) {
                if (!model.isEmpty()) {
                    end(pollAsInModel(model), ended);
                }
            } else if (!model.isEmpty()) {
                Offer old = any(model, random);
                assertThat(order.find(
                                old.content().signer(),
                                old.content().lane(),
                                old.content().sequence()))
                        .isSameAs(old);
                if (what < 96) {
                    Offer by = Offer.of(
                            old.content().signer(),
                            old.content().lane(),
                            old.content().sequence(),
                            old.tip() + 1 + i);
                    assertThat(order.replace(old, by)).isTrue();
                    model.computeIfPresent(old.lane(), (lane, offers) -> {
                        List<Offer> replaced = new ArrayList<>(offers);
                        replaced.replaceAll(each -> each.equals(old) ? by : each);
                        return new ArrayDeque<>(replaced);
                    });
                    end(old, ended);
                    offered++;
                } else {
                    for (Offer left : order.removeFrom(old)) {
                        end(left, ended);
                    }
                    next.put(old.lane(), old.content().sequence());
                    cut(model, old);
                }
            }
            assertThat(order.size()).isEqualTo(offered - ended.size()).isLessThanOrEqualTo(ROOM);
        }
        assertThat(order.before(3))
                .isEqualTo(model.values().stream()
                        .flatMap(Deque::stream)
                        .filter(each -> each.tip() >= 3)
                        .count());
        while (!order.isEmpty()) {
            end(pollAsInModel(model), ended);
        }
        assertThat(model).isEmpty();
        assertThat(ended).hasSize(offered);
    }

    private static void cut(Map<String, Deque<Offer>> model, Offer from) {
        Deque<Offer> lane = model.getOrDefault(from.lane(), new ArrayDeque<>());
        while (!lane.isEmpty()
                && lane.getLast().content().sequence() >= from.content().sequence()) {
            lane.removeLast();
        }
        if (lane.isEmpty()) {
            model.remove(from.lane());
        }
    }

    private Offer evict(Map<String, Deque<Offer>> model, Map<String, Long> next) {
        Offer cheapest = order.cheapest(any -> true);
        assertThat(cheapest).isNotNull();
        assertThat(cheapest.tip())
                .isEqualTo(model.values().stream()
                        .mapToLong(lane -> lane.getLast().tip())
                        .min()
                        .orElseThrow());
        assertThat(model.getOrDefault(cheapest.lane(), new ArrayDeque<>()).peekLast())
                .isSameAs(cheapest);
        assertThat(order.removeLast(cheapest)).isTrue();
        next.put(cheapest.lane(), cheapest.content().sequence());
        cut(model, cheapest);
        return cheapest;
    }

    private Offer pollAsInModel(Map<String, Deque<Offer>> model) {
        Offer polled = order.poll();
        Deque<Offer> lane = model.getOrDefault(polled.lane(), new ArrayDeque<>());
        assertThat(lane.peekFirst()).as("the head of its lane").isSameAs(polled);
        assertThat(polled.tip())
                .isEqualTo(model.values().stream()
                        .mapToLong(each -> each.getFirst().tip())
                        .max()
                        .orElseThrow());
        lane.removeFirst();
        if (lane.isEmpty()) {
            model.remove(polled.lane());
        }
        return polled;
    }

    private static Offer any(Map<String, Deque<Offer>> model, SplittableRandom random) {
        List<Offer> all = model.values().stream().flatMap(Deque::stream).toList();
        return all.get(random.nextInt(all.size()));
    }

    private static void end(Offer offer, Set<Object> ended) {
        assertThat(ended.add(offer.identity())).as("it ends once").isTrue();
    }

    private Offer add(String signer, int lane, long sequence, long tip) {
        Offer offer = Offer.of(signer, lane, sequence, tip);
        order.add(offer);
        return offer;
    }

    private List<Offer> all() {
        List<Offer> all = new ArrayList<>();
        while (!order.isEmpty()) {
            all.add(order.poll());
        }
        return all;
    }
}
