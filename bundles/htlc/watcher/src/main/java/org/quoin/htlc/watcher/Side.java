package org.quoin.htlc.watcher;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.quoin.htlc.api.RedeemHtlc;
import org.quoin.htlc.api.RefundHtlc;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.FeeEstimate;
import org.quoin.ledger.api.FeeOffer;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Transaction;

/**
 * Looks after the contracts of an account on one ledger, on one thread. What is to be done follows from what the ledgers say, at
 * any time anew; events say only when to look. So a crash loses nothing but time.
 */
final class Side implements Runnable {
    private static final Duration VALIDITY = Duration.ofMinutes(1);
    private static final Duration TRYING_AGAIN = Duration.ofSeconds(1);

    /** The longest sleep. */
    private static final Duration GLANCE = Duration.ofMillis(200);

    /** Messages that wait, until the connection that they come by does so too. */
    private static final int MAX_WAITING = 1_000;

    /** Contracts for which a preimage is looked for before what was found is used: the most urgent first. */
    private static final int SEARCHED_TOGETHER = 4;

    /** After these a contract cannot be claimed, however often it is tried. */
    private static final Set<String> NO_CLAIM =
            Set.of("CONTRACT_EXPIRED", "WRONG_PREIMAGE", "WRONG_PREIMAGE_LENGTH", "OTHER_RULES");

    private static final Set<String> SETTLED = Set.of("ALREADY_SETTLED", "UNKNOWN_CONTRACT");

    private final Config.Chain chain;
    private final Node node;
    private final Duration grace;
    private final Duration poll;
    private final Function<String, List<Signer>> wallet;
    private final Checkpoint checkpoint;
    private final Journal journal;
    private final LinkedBlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final Map<Hash, Watched> open = new LinkedHashMap<>();
    private final Map<Node, Long> searchAgain = new HashMap<>();
    private List<Side> all = List.of();

    private @Nullable EventStream stream;
    private boolean scanned;
    private long scanAgain = System.nanoTime();
    private long pollAgain = System.nanoTime();
    private Instant now = Instant.EPOCH;
    private long next;
    private Figures figures = Figures.NONE;
    private volatile Figures published = Figures.NONE;

    /** @param wallet the keys of an account */
    Side(
            Config.Chain chain,
            Duration grace,
            Duration poll,
            Function<String, List<Signer>> wallet,
            Checkpoint checkpoint,
            Journal journal) {
        this.chain = chain;
        this.grace = grace;
        this.poll = poll;
        this.wallet = wallet;
        this.checkpoint = checkpoint;
        this.journal = journal;
        node = new Node(chain);
    }

    /** @param sides all of them, this one too: on each a preimage may be revealed. To be called before it runs */
    void join(List<Side> sides) {
        all = List.copyOf(sides);
    }

    /** May be asked by any thread. */
    Figures figures() {
        return published;
    }

    private void tell(Message message) {
        messages.add(message);
    }

    /** For the connection, which is to wait while too much waits here. */
    private void receive(Message message) {
        try {
            while (messages.size() > MAX_WAITING) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tell(message);
    }

    /** @throws WatcherException if it cannot go on */
    @Override
    public void run() {
        try {
            boolean busy = true;
            while (true) {
                Message message = messages.poll(busy ? 0 : GLANCE.toMillis(), TimeUnit.MILLISECONDS);
                for (; message != null; message = messages.poll()) {
                    hear(message);
                }
                try {
                    busy = lookAround();
                } catch (Refusal e) {
                    busy = false;
                    trouble(String.valueOf(e.getMessage()));
                } catch (IOException e) {
                    busy = false;
                    trouble(e.toString());
                }
                settle();
                if (scanned) {
                    checkpoint.reached(chain.id(), next);
                }
                figures = with(open.size(), next);
                published = figures;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Figures with(int contracts, long first) {
        return new Figures(
                figures.connected(),
                figures.height(),
                first,
                contracts,
                figures.claimed(),
                figures.refunded(),
                figures.gaveUp(),
                figures.trouble());
    }

    private void trouble(String what) {
        if (!figures.trouble().equals(what)) {
            journal.say(chain.name(), "trouble", Map.of("reason", what));
        }
        figures = new Figures(
                figures.connected(),
                figures.height(),
                next,
                open.size(),
                figures.claimed(),
                figures.refunded(),
                figures.gaveUp(),
                what);
    }

    private void connected(boolean connected, long height) {
        figures = new Figures(
                connected,
                height,
                next,
                open.size(),
                figures.claimed(),
                figures.refunded(),
                figures.gaveUp(),
                connected ? "" : figures.trouble());
    }

    private void done(String what) {
        figures = new Figures(
                figures.connected(),
                figures.height(),
                next,
                open.size(),
                figures.claimed() + (what.equals("claimed") ? 1 : 0),
                figures.refunded() + (what.equals("refunded") ? 1 : 0),
                figures.gaveUp() + (what.equals("gave-up") ? 1 : 0),
                figures.trouble());
    }

    private void hear(Message message) {
        if (message instanceof Message.Revealed revealed) {
            open.values().stream()
                    .filter(watched -> watched.contract().takes(revealed.preimage()))
                    .forEach(watched -> watched.reveal(revealed.preimage()));
        } else if (message instanceof Message.Happened happened) {
            happened(happened);
            next = happened.sequence() + 1;
        } else if (message instanceof Message.Skipped skipped) {
            next = skipped.sequence() + 1;
        } else if (message instanceof Message.Head head) {
            node.requireChain(head.chainId());
            now = head.time().isAfter(now) ? head.time() : now;
            connected(true, head.height());
        } else if (message instanceof Message.Connected) {
            journal.say(chain.name(), "connected", Map.of("next", next));
            connected(true, figures.height());
        } else if (message instanceof Message.Lost lost) {
            if (figures.connected()) {
                journal.say(chain.name(), "disconnected", Map.of("reason", lost.reason()));
            }
            connected(false, figures.height());
        } else {
            journal.say(chain.name(), "set-back", Map.of("next", next));
            scanned = false;
            stream = null;
            next = -1;
        }
    }

    private void happened(Message.Happened event) {
        JsonObject data = event.data();
        switch (event.type()) {
            case "htlc.created" -> {
                boolean own = data.get("funder").getAsString().equals(chain.account())
                        || data.get("beneficiary").getAsString().equals(chain.account());
                if (own && !open.containsKey(id(data))) {
                    data.addProperty("state", "open");
                    watch(Contract.of(data));
                }
            }
            case "htlc.redeemed" -> {
                open.remove(id(data));
                JsonElement preimage = data.get("preimage");
                all.forEach(side -> side.tell(new Message.Revealed(Bytes.fromHex(preimage.getAsString()))));
            }
            case "htlc.refunded" -> open.remove(id(data));
            default -> {} // offers, and what later rules report
        }
    }

    private static Hash id(JsonObject data) {
        return Hash.fromHex(data.get("id").getAsString());
    }

    private void watch(Contract contract) {
        open.put(contract.id(), new Watched(contract));
        journal.say(
                chain.name(),
                "watching",
                Map.of("contract", contract.id(), "hash", contract.secretHash(), "expiry", contract.expiry()));
    }

    /** @return whether there is more to look for at once */
    private boolean lookAround() throws IOException, InterruptedException, Refusal {
        if (!scanned && System.nanoTime() - scanAgain >= 0) {
            scanAgain = System.nanoTime() + TRYING_AGAIN.toNanos();
            scan();
        }
        if (!scanned) {
            return false;
        }
        if (stream != null) {
            stream.endIfSilent();
        }
        boolean funded = open.values().stream()
                .anyMatch(watched -> watched.contract().funder().equals(chain.account()));
        if (funded && System.nanoTime() - pollAgain >= 0) { // on a quiet ledger no block would say that time has passed
            pollAgain = System.nanoTime() + poll.toNanos();
            Instant there = node.position().now();
            now = there.isAfter(now) ? there : now;
        }
        boolean more = false;
        for (Side side : all) {
            more |= search(side.node);
        }
        return more;
    }

    private void scan() throws IOException, InterruptedException, Refusal {
        Node.Position position = node.position();
        OptionalLong reached = checkpoint.next(chain.id());
        List<Contract> contracts = new ArrayList<>();
        try {
            contracts.addAll(node.contracts("state=open&party=" + chain.account()));
        } catch (Refusal e) {
            if (!e.code().equals("MODULE_NOT_ACTIVE")) {
                throw e;
            }
            trouble("htlc is not active there: what is made when it is, is watched from then on");
        }
        now = position.now();
        next = next >= 0 && reached.isPresent()
                ? Math.min(reached.getAsLong(), position.nextEvent())
                : position.nextEvent();
        open.clear();
        contracts.forEach(this::watch);
        scanned = true;
        EventStream begun = new EventStream(node, next, this::receive);
        stream = begun;
        Thread thread = new Thread(begun, "events of " + chain.name());
        thread.setDaemon(true);
        thread.start();
    }

    /** What was revealed before a contract was watched does not come as an event any more. */
    private boolean search(Node where) throws InterruptedException {
        if (System.nanoTime() - searchAgain.getOrDefault(where, Long.MIN_VALUE / 2) < 0) {
            return false;
        }
        List<Watched> unsearched = open.values().stream()
                .filter(watched -> watched.needsSearch(where)
                        && watched.contract().beneficiary().equals(chain.account()))
                .sorted(Comparator.comparing(watched -> watched.contract().expiry()))
                .limit(SEARCHED_TOGETHER)
                .toList();
        try {
            for (Watched watched : unsearched) {
                Contract contract = watched.contract();
                for (Contract other : where.contracts("state=redeemed&secretHash=" + contract.secretHash())) {
                    other.preimage().filter(contract::takes).ifPresent(watched::reveal);
                }
                watched.searched(where);
            }
        } catch (IOException | Refusal e) {
            searchAgain.put(where, System.nanoTime() + TRYING_AGAIN.toNanos());
            trouble("a preimage cannot be looked for (" + e + ")");
            return false;
        }
        return unsearched.size() == SEARCHED_TOGETHER;
    }

    private void settle() throws InterruptedException {
        for (Watched watched : List.copyOf(open.values())) {
            Contract contract = watched.contract();
            if (!watched.isTime()) {
                continue;
            }
            Optional<Bytes> preimage = watched.preimage();
            if (preimage.isPresent() && contract.beneficiary().equals(chain.account())) {
                if (now.isBefore(contract.expiry())) {
                    act(watched, "claimed", new RedeemHtlc(contract.id(), preimage.get()));
                } else {
                    giveUp(watched, "CONTRACT_EXPIRED");
                }
            } else if (contract.funder().equals(chain.account()) && !now.isBefore(contract.refundable(grace))) {
                act(watched, "refunded", new RefundHtlc(contract.id()));
            }
        }
    }

    private void giveUp(Watched watched, String code) {
        watched.giveUpClaim();
        if (!watched.contract().funder().equals(chain.account())) {
            open.remove(watched.contract().id());
        }
        done("gave-up");
        journal.say(
                chain.name(), "gave-up", Map.of("contract", watched.contract().id(), "code", code));
    }

    private void act(Watched watched, String what, OperationRecord operation) throws InterruptedException {
        Contract contract = watched.contract();
        try {
            Contract there = node.contract(contract.id());
            Node.Position position = node.position();
            now = position.now().isAfter(now) ? position.now() : now;
            if (!there.open()) {
                open.remove(contract.id());
            } else if (what.equals("refunded") && now.isBefore(there.refundable(grace))) {
                open.put(contract.id(), new Watched(there)); // the event did not say that the ledger does it by itself
            } else if (what.equals("refunded") || now.isBefore(there.expiry())) {
                heed(watched, what, node.submit(sign(position, operation)));
            }
        } catch (Refusal e) {
            failed(watched, what, e.code(), String.valueOf(e.getMessage()), e.retryAfter());
        } catch (IOException e) {
            later(watched, what, e.toString(), Optional.empty());
        }
    }

    /** Encoded here, from what the rules say they accept, and without a spending limit: nobody can take anything by it. */
    private SignedTransaction sign(Node.Position position, OperationRecord operation)
            throws IOException, InterruptedException, Refusal {
        Node.Signing signing = node.signing();
        Signer signer = wallet.apply(chain.account()).stream()
                .filter(each -> signing.keys().contains(each.publicKey()))
                .findFirst()
                .orElseThrow(() -> new IOException("the keystore has no key that signs for " + chain.account()));
        Transaction draft = new Transaction(
                chain.id(),
                chain.account(),
                chain.lane(),
                signing.sequence(),
                position.now().plus(VALIDITY),
                List.of(node.description().encode(operation)),
                signer.publicKey());
        return (position.charges() ? offering(draft) : draft).sign(signer);
    }

    /** The gateway says what it would cost, and the ledger takes no more than that is: a lie gets it nothing. */
    private Transaction offering(Transaction draft) throws IOException, InterruptedException, Refusal {
        FeeEstimate estimate = node.estimate(draft.withFee(FeeOffer.USUAL.highest()));
        FeeTerms terms = FeeOffer.USUAL.terms(estimate);
        Optional<BigInteger> most = chain.feeLimit()
                .map(limit -> Amount.parse(limit, estimate.base().asset()).units());
        return draft.withFee(
                most.map(limit -> terms.withLimit(terms.limit().min(limit))).orElse(terms));
    }

    private void heed(Watched watched, String what, JsonObject receipt) {
        Contract contract = watched.contract();
        if (receipt.get("status").getAsString().equals("applied")) {
            open.remove(contract.id());
            done(what);
            journal.say(
                    chain.name(),
                    what,
                    Map.of("contract", contract.id(), "tx", receipt.get("tx").getAsString()));
            return;
        }
        JsonObject failure = receipt.getAsJsonObject("failure");
        String code = failure.get("code").getAsString();
        failed(watched, what, code, code + ": " + failure.get("message").getAsString(), Optional.empty());
    }

    /** Rejected, or refused by a ledger that foresees it. */
    private void failed(Watched watched, String what, String code, String reason, Optional<Duration> asked) {
        if (SETTLED.contains(code)) {
            open.remove(watched.contract().id());
        } else if (what.equals("claimed") && NO_CLAIM.contains(code)) {
            giveUp(watched, code);
        } else {
            later(watched, what, reason, asked);
        }
    }

    private void later(Watched watched, String what, String reason, Optional<Duration> asked) {
        Duration pause = watched.postpone(asked);
        journal.say(
                chain.name(),
                "not-" + what,
                Map.of("contract", watched.contract().id(), "reason", reason, "again", pause.toMillis() + "ms"));
    }
}
