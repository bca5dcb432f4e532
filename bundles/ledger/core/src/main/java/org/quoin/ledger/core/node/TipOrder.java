package org.quoin.ledger.core.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Transaction;

/**
 * Transactions in the order in which they go on. A lane keeps the order in which its transactions came; among the heads of all
 * lanes the highest tip goes first, and of equal tips senders take turns, each with what it had first. Nothing takes longer the
 * more of them wait, but for {@link #forEach} and the walks over all lanes. Not for several threads.
 */
final class TipOrder<E extends TipOrder.Item> {
    /** What is put in order. */
    interface Item {
        Transaction content();

        /** In units of the native asset per unit of gas, 0 or more. */
        long tip();
    }

    /** Lanes that are looked at for the lowest tip, if what is in them may not be taken away. */
    private static final int CANDIDATES = 64;

    /** @param arrival tells which came first */
    private record Place<E>(E item, long arrival) {}

    /** A run of places, from the head on. */
    private static final class Lane<E extends Item> {
        private static final int FEW = 16;

        private final Sender<E> sender;
        private final int number;
        private final List<Place<E>> places = new ArrayList<>(1);
        private int head;
        private long tailTip;

        private Lane(Sender<E> sender, int number) {
            this.sender = sender;
            this.number = number;
        }

        private int size() {
            return places.size() - head;
        }

        private Place<E> first() {
            return places.get(head);
        }

        private Place<E> last() {
            return places.get(places.size() - 1);
        }

        private void removeFirst() {
            // The last place instead: what went on is not kept alive.
            places.set(head, last());
            head++;
            if (head == places.size()) {
                places.clear();
                head = 0;
            } else if (head >= FEW && head * 2 > places.size()) {
                places.subList(0, head).clear();
                head = 0;
            }
        }

        /** Where the transaction of a sequence number is, or -1: mostly they follow each other. */
        private int find(long sequence) {
            if (size() == 0) {
                return -1;
            }
            long distance = sequence - first().item.content().sequence();
            if (distance < 0 || distance >= size()) {
                return -1;
            }
            int index = head + (int) distance;
            return places.get(index).item.content().sequence() == sequence ? index : -1;
        }
    }

    private static final class Sender<E extends Item> {
        private final String name;
        private final List<Lane<E>> lanes = new ArrayList<>(1);

        /** With the head that goes on first, and the tip by which the sender has its turn; null before it has one. */
        private @Nullable Lane<E> best;

        private long turn;

        private Sender(String name) {
            this.name = name;
        }

        private @Nullable Lane<E> lane(int number) {
            for (Lane<E> lane : lanes) {
                if (lane.number == number) {
                    return lane;
                }
            }
            return null;
        }

        private @Nullable Lane<E> findBest() {
            Lane<E> found = null;
            for (Lane<E> lane : lanes) {
                if (found == null || isBefore(lane.first(), found.first())) {
                    found = lane;
                }
            }
            return found;
        }

        private static <E extends Item> boolean isBefore(Place<E> one, Place<E> other) {
            long tip = one.item.tip();
            long otherTip = other.item.tip();
            return tip > otherTip || tip == otherTip && one.arrival < other.arrival;
        }
    }

    private final Map<String, Sender<E>> senders = new HashMap<>();

    /** By the tip of their best heads: senders in the order of their turns. */
    private final NavigableMap<Long, Set<Sender<E>>> turns = new TreeMap<>();

    /** By the tip of their last transactions. */
    private final NavigableMap<Long, Set<Lane<E>>> tails = new TreeMap<>();

    /** How many there are of each tip. */
    private final NavigableMap<Long, int[]> tips = new TreeMap<>();

    private int size;
    private long arrivals;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** At the end of its lane. */
    void add(E item) {
        Transaction content = item.content();
        Sender<E> sender = senders.computeIfAbsent(content.signer(), Sender::new);
        Lane<E> lane = sender.lane(content.lane());
        boolean starts = lane == null;
        if (lane == null) {
            lane = new Lane<>(sender, content.lane());
            sender.lanes.add(lane);
        }
        lane.places.add(new Place<>(item, arrivals++));
        count(item.tip(), 1);
        tailChanged(lane, starts);
        if (starts) {
            headsChanged(sender);
        }
    }

    /** What goes on next, or null. */
    @Nullable
    E first() {
        Lane<E> lane = firstLane();
        return lane == null ? null : lane.first().item;
    }

    /** Takes what goes on next; its sender has its next turn after all others. */
    E poll() {
        Lane<E> lane = firstLane();
        if (lane == null) {
            throw new IllegalStateException("nothing is left");
        }
        Sender<E> sender = lane.sender;
        E item = lane.first().item;
        endTurn(sender);
        lane.removeFirst();
        count(item.tip(), -1);
        forgetIfEmpty(lane);
        headsChanged(sender);
        return item;
    }

    private @Nullable Lane<E> firstLane() {
        Map.Entry<Long, Set<Sender<E>>> highest = turns.lastEntry();
        return highest == null ? null : highest.getValue().iterator().next().best;
    }

    /** The transaction of a place, or null. */
    @Nullable
    E find(String signer, int number, long sequence) {
        Lane<E> lane = lane(signer, number);
        int index = lane == null ? -1 : lane.find(sequence);
        return lane == null || index < 0 ? null : lane.places.get(index).item;
    }

    /** What is first in a lane, or null. */
    @Nullable
    E head(String signer, int number) {
        Lane<E> lane = lane(signer, number);
        return lane == null ? null : lane.first().item;
    }

    boolean has(String signer, int lane) {
        return lane(signer, lane) != null;
    }

    /**
     * Puts a transaction in the place of another one of its lane and sequence number.
     *
     * @return false if that is not there
     */
    boolean replace(E old, E by) {
        Transaction content = old.content();
        Lane<E> lane = lane(content.signer(), content.lane());
        int index = lane == null ? -1 : lane.find(content.sequence());
        if (lane == null || index < 0 || lane.places.get(index).item != old) {
            return false;
        }
        lane.places.set(index, new Place<>(by, lane.places.get(index).arrival));
        count(old.tip(), -1);
        count(by.tip(), 1);
        tailChanged(lane, false);
        if (index == lane.head) {
            headsChanged(lane.sender);
        }
        return true;
    }

    /** Of the transactions at the ends of their lanes one with the lowest tip, where that may be taken away; else null. */
    @Nullable
    E cheapest(Predicate<E> mayGo) {
        int looked = 0;
        for (Set<Lane<E>> level : tails.values()) {
            for (Lane<E> lane : level) {
                if (mayGo.test(lane.last().item)) {
                    return lane.last().item;
                }
                looked++;
                if (looked == CANDIDATES) {
                    return null;
                }
            }
        }
        return null;
    }

    /**
     * Takes a transaction away from the end of its lane.
     *
     * @return false if it is not there
     */
    boolean removeLast(E item) {
        Lane<E> lane = lane(item.content().signer(), item.content().lane());
        if (lane == null || lane.last().item != item) {
            return false;
        }
        removeLast(lane);
        return true;
    }

    /** Takes a lane away. */
    List<E> remove(String signer, int number) {
        Lane<E> lane = lane(signer, number);
        return lane == null ? List.of() : removeFrom(lane, lane.head);
    }

    /** Takes away what is in a lane from a transaction on, which is one of it. */
    List<E> removeFrom(E item) {
        Lane<E> lane = lane(item.content().signer(), item.content().lane());
        if (lane == null) {
            return List.of();
        }
        int index = lane.head;
        while (lane.places.get(index).item != item) {
            index++;
        }
        return removeFrom(lane, index);
    }

    private List<E> removeFrom(Lane<E> lane, int index) {
        ArrayDeque<E> removed = new ArrayDeque<>();
        for (int left = lane.places.size() - index; left > 0; left--) {
            removed.addFirst(lane.last().item);
            removeLast(lane);
        }
        return List.copyOf(removed);
    }

    private void removeLast(Lane<E> lane) {
        boolean isHead = lane.size() == 1;
        count(lane.last().item.tip(), -1);
        if (isHead) {
            endTurn(lane.sender);
            lane.removeFirst();
            forgetIfEmpty(lane);
            headsChanged(lane.sender);
        } else {
            lane.places.remove(lane.places.size() - 1);
            tailChanged(lane, false);
        }
    }

    /** How many have at least this tip. */
    long before(long tip) {
        long sum = 0;
        for (int[] number : tips.tailMap(tip, true).values()) {
            sum += number[0];
        }
        return sum;
    }

    void forEach(Consumer<E> action) {
        for (Sender<E> sender : senders.values()) {
            for (Lane<E> lane : sender.lanes) {
                for (int i = lane.head; i < lane.places.size(); i++) {
                    action.accept(lane.places.get(i).item);
                }
            }
        }
    }

    /** The head of each lane. */
    List<E> heads() {
        List<E> heads = new ArrayList<>();
        senders.values().forEach(sender -> sender.lanes.forEach(lane -> heads.add(lane.first().item)));
        return heads;
    }

    void clear() {
        senders.clear();
        turns.clear();
        tails.clear();
        tips.clear();
        size = 0;
    }

    private @Nullable Lane<E> lane(String signer, int number) {
        Sender<E> sender = senders.get(signer);
        return sender == null ? null : sender.lane(number);
    }

    private void count(long tip, int change) {
        size += change;
        int[] number = tips.computeIfAbsent(tip, none -> new int[1]);
        number[0] += change;
        if (number[0] == 0 && tips.size() > 1) {
            tips.remove(tip);
        }
    }

    private void tailChanged(Lane<E> lane, boolean isNew) {
        long tip = lane.last().item.tip();
        if (!isNew) {
            if (tip == lane.tailTip) {
                return;
            }
            leave(tails, lane.tailTip, lane);
        }
        lane.tailTip = tip;
        tails.computeIfAbsent(tip, none -> new LinkedHashSet<>()).add(lane);
    }

    private void forgetIfEmpty(Lane<E> lane) {
        if (lane.size() == 0) {
            leave(tails, lane.tailTip, lane);
            lane.sender.lanes.remove(lane);
        }
    }

    private void endTurn(Sender<E> sender) {
        if (sender.best != null) {
            leave(turns, sender.turn, sender);
            sender.best = null;
        }
    }

    /** Keeps the sender's turn if the highest tip of its heads is still the same. */
    private void headsChanged(Sender<E> sender) {
        Lane<E> best = sender.findBest();
        if (best == null) {
            endTurn(sender);
            senders.remove(sender.name);
            return;
        }
        long tip = best.first().item.tip();
        if (sender.best != null && sender.turn == tip) {
            sender.best = best;
            return;
        }
        endTurn(sender);
        sender.best = best;
        sender.turn = tip;
        turns.computeIfAbsent(tip, none -> new LinkedHashSet<>()).add(sender);
    }

    private static <T> void leave(NavigableMap<Long, Set<T>> levels, long tip, T one) {
        Set<T> level = levels.get(tip);
        if (level != null && level.remove(one) && level.isEmpty()) {
            levels.remove(tip);
        }
    }
}
