package org.quoin.host.sample.shop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.quoin.host.sample.Gift;
import org.quoin.host.sample.News;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.Page;

/**
 * What happened to every gift, as the ledger's events tell it, and which event is the next. A book of another history, or one
 * that cannot be read, is begun anew: everything in it comes from the ledger.
 */
final class Book implements AutoCloseable {
    /** So many events without a line are looked at again after a restart, at most. */
    static final int UNWRITTEN = 1_000;

    private static final Logger LOG = System.getLogger(Book.class.getName());
    private static final int AHEAD = 1_000;
    private static final String NOTHING = "-";

    private final Ledger ledger;
    private final BookFile file;
    private final Map<Hash, Gift> gifts = new LinkedHashMap<>();
    private final List<News> news = new ArrayList<>();
    private long next;
    private long written;

    /** @param file null to keep it in memory */
    Book(Ledger ledger, @Nullable Path file) {
        this.ledger = ledger;
        this.file = new BookFile(file);
        List<String> lines = this.file.lines();
        if (!read(lines)) {
            LOG.log(Level.INFO, "the book of gifts is of another history, and made again from the ledger");
            lines = List.of();
            gifts.clear();
            news.clear();
            next = 0;
        }
        written = next;
        this.file.begin(lines);
    }

    /** The sequence number of the event that is to be taken next. */
    synchronized long next() {
        return next;
    }

    /** @throws IllegalStateException if it is not the next one: then something is lost or comes twice */
    synchronized void take(Event event) {
        if (event.sequence() != next) {
            throw new IllegalStateException("event " + event.sequence() + " came in the place of " + next);
        }
        String what = event.type() + " " + rest(event);
        boolean told = tell(event.sequence(), event.height(), what);
        next = event.sequence() + 1;
        if (told || next - written >= UNWRITTEN) {
            file.append(event.sequence() + " " + event.height() + " " + block(event.height()) + " "
                    + (told ? what : NOTHING));
            written = next;
        }
        notifyAll();
    }

    /** Returns when the events that there are now were taken, so that a writer finds his own; or after that time. */
    synchronized void catchUp(Duration atMost) {
        List<Event> ahead = ledger.events(next, AHEAD).items();
        long until = ahead.isEmpty() ? next : ahead.get(ahead.size() - 1).sequence() + 1;
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            while (next < until && deadline - System.nanoTime() > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized Optional<Gift> gift(Hash id) {
        return Optional.ofNullable(gifts.get(id));
    }

    synchronized Page<Gift> gifts(@Nullable String cursor, int limit) {
        return page(gifts.values(), cursor, limit);
    }

    synchronized Page<News> news(@Nullable String cursor, int limit) {
        return page(news, cursor, limit);
    }

    synchronized int wrapped() {
        return (int) gifts.values().stream()
                .filter(gift -> gift.state() == Gift.State.WRAPPED)
                .count();
    }

    @Override
    public synchronized void close() {
        file.close();
    }

    /** @return whether the lines are of this ledger's history */
    private boolean read(List<String> lines) {
        long height = 0;
        String block = "";
        for (String line : lines) {
            try {
                String[] words = line.split(" ", 4);
                long sequence = Long.parseLong(words[0]);
                height = Long.parseLong(words[1]);
                block = words[2];
                if (sequence < next || !words[3].equals(NOTHING) && !tell(sequence, height, words[3])) {
                    return false;
                }
                next = sequence + 1;
            } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
                LOG.log(Level.WARNING, "a line in the book of gifts cannot be read: " + line, e);
                return false;
            }
        }
        return next == 0 || isThere(next - 1, height, block);
    }

    /**
     * A ledger that was put back to an earlier state has not come that far, or has come there in another way; and another chain
     * has other blocks. The hash of one block says all of it, for it follows from every block before.
     */
    private boolean isThere(long sequence, long height, String block) {
        return ledger.events(sequence, 1).items().stream()
                        .anyMatch(event -> event.sequence() == sequence && event.height() == height)
                && block(height).equals(block);
    }

    private String block(long height) {
        return ledger.block(height)
                .map(block -> block.header().hash().toHex())
                .orElseThrow(() -> new NoSuchElementException("block " + height));
    }

    /** What a line says of an event, after its type. */
    private String rest(Event event) {
        return switch (event.type()) {
            case "htlc.created" -> event.data().number("preimageLength") == CodeWord.SIZE ? created(event) : NOTHING;
            case "htlc.redeemed", "htlc.refunded" -> event.data().hash("id").toHex();
            default -> NOTHING;
        };
    }

    /** Assets are never removed, so the asset of an event is always there. */
    private String created(Event event) {
        Asset asset = ledger.asset(event.data().text("asset"))
                .map(AssetInfo::asset)
                .orElseThrow(() -> new NoSuchElementException("the asset of event " + event.sequence()));
        return String.join(
                " ",
                event.data().hash("id").toHex(),
                event.data().text("funder"),
                event.data().text("beneficiary"),
                asset.symbol(),
                Integer.toString(asset.decimals()),
                event.data().units("amount").toString(),
                event.data().time("expiry").toString());
    }

    /** @return whether it says something of a gift */
    private boolean tell(long sequence, long height, String what) {
        String[] words = what.split(" ", -1);
        if (words[1].equals(NOTHING)) {
            return false;
        }
        Hash id = Hash.fromHex(words[1]);
        Gift gift = words[0].equals("htlc.created") ? created(id, words) : settled(id, words[0]);
        if (gift == null) {
            return false;
        }
        gifts.put(id, gift);
        news.add(new News(sequence, height, id, gift.state()));
        return true;
    }

    private static Gift created(Hash id, String[] words) {
        Amount amount = new Amount(new BigInteger(words[6]), new Asset(words[4], Integer.parseInt(words[5])));
        return new Gift(id, words[2], words[3], amount, Instant.parse(words[7]), Gift.State.WRAPPED);
    }

    /** Null of a contract that is no gift. */
    private @Nullable Gift settled(Hash id, String type) {
        Gift gift = gifts.get(id);
        return gift == null ? null : gift.as(type.equals("htlc.redeemed") ? Gift.State.CLAIMED : Gift.State.RETURNED);
    }

    private static <T> Page<T> page(Collection<T> all, @Nullable String cursor, int limit) {
        int from = cursor == null ? 0 : position(cursor, all.size());
        int to = (int) Math.min(all.size(), (long) from + limit);
        return new Page<>(
                all.stream().skip(from).limit(to - from).toList(), to < all.size() ? Integer.toString(to) : null);
    }

    private static int position(String cursor, int size) {
        if (cursor.matches("[0-9]{1,9}") && Integer.parseInt(cursor) <= size) {
            return Integer.parseInt(cursor);
        }
        throw new IllegalArgumentException("No page ended at the cursor '" + cursor + "': take the 'next' of a page.");
    }
}
