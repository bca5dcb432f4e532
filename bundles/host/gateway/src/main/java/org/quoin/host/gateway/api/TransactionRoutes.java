package org.quoin.host.gateway.api;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.quoin.host.gateway.http.ProblemException;
import org.quoin.host.gateway.http.Request;
import org.quoin.host.gateway.http.Response;
import org.quoin.host.gateway.http.Route;
import org.quoin.host.gateway.http.Scope;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.FeeEstimate;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.SignedTransaction;
import org.quoin.ledger.api.Transaction;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.JsonView;
import org.quoin.ledger.console.LedgerView;

/** Transactions: written down, tried out, ordered, and looked up. */
final class TransactionRoutes {
    static final int MAX_BATCH = 1_000;
    private static final String PATH = "/api/v1/transactions";
    private static final int SIGNATURE = 64;
    private static final String OCTETS = "application/octet-stream";

    /** How long somebody may wait for a transaction that is not ordered yet, and how often is looked. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration GLANCE = Duration.ofMillis(50);

    private final Ledger ledger;
    private final LedgerClient client;
    private final ScheduledExecutorService threads;
    private final Drafts drafts;
    private final IdempotencyKeys idempotency = new IdempotencyKeys();

    /** @param threads what is made of receipts is made on them: the ledger's own have other work */
    TransactionRoutes(Ledger ledger, LedgerClient client, ScheduledExecutorService threads) {
        this.ledger = ledger;
        this.client = client;
        this.threads = threads;
        drafts = new Drafts(ledger, client);
    }

    List<Route> routes() {
        return List.of(
                new Route("POST", PATH, Scope.SUBMIT, this::submit),
                new Route("POST", PATH + "/batch", Scope.SUBMIT, this::batch),
                new Route("POST", PATH + "/estimate", Scope.SUBMIT, this::estimate),
                new Route("GET", PATH + "/{tx}", Scope.READ, this::find),
                new Route("GET", PATH + "/{tx}/bytes", Scope.READ, this::bytes),
                new Route("POST", "/api/v1/simulate", Scope.SUBMIT, this::simulate),
                new Route("POST", "/api/v1/encode", Scope.SUBMIT, this::encode));
    }

    private CompletionStage<Response> submit(Request request) {
        boolean wait = Parameters.of(request, "wait").flag("wait");
        Bytes bytes = transaction(Given.body(request));
        Hash tx = decode(bytes).transaction().id();
        request.header("idempotency-key")
                .ifPresent(key -> idempotency.claim(request.client().name(), key, tx));
        CompletableFuture<Receipt> receipt = ledger.submit(bytes);
        if (wait || receipt.isCompletedExceptionally()) {
            return receipt.thenApplyAsync(this::shown, threads);
        }
        return Response.json(202, JsonView.line(Fields.of("tx", tx).and("status", "accepted")))
                .with("location", PATH + "/" + tx)
                .now();
    }

    private Response shown(Receipt receipt) {
        return Answers.now(new LedgerView(ledger).receipt(receipt));
    }

    /** Answers when all of them are through: of one signer and lane they are ordered as they stand. */
    private CompletionStage<Response> batch(Request request) {
        Parameters.of(request);
        List<Bytes> transactions = isOctets(request) ? split(request.body()) : items(request);
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>(transactions.size());
        for (Bytes bytes : transactions) {
            receipts.add(ledger.submit(bytes));
        }
        return CompletableFuture.allOf(receipts.toArray(new CompletableFuture<?>[0]))
                .handleAsync((unused, failure) -> outcomes(transactions, receipts), threads);
    }

    private Response outcomes(List<Bytes> transactions, List<CompletableFuture<Receipt>> receipts) {
        List<Fields> items = new ArrayList<>(receipts.size());
        for (int i = 0; i < receipts.size(); i++) {
            Bytes bytes = transactions.get(i);
            items.add(receipts.get(i)
                    .handle((receipt, failure) -> failure == null ? outcome(receipt) : outcome(bytes, failure))
                    .join());
        }
        return Answers.now(Fields.list(items));
    }

    private static Fields outcome(Receipt receipt) {
        return Fields.of("tx", receipt.transaction())
                .and("status", receipt.applied() ? "applied" : "rejected")
                .and("height", receipt.height())
                .and("index", receipt.index())
                .and("code", receipt.failure().map(Failure::code).orElse(null));
    }

    /** What is not known to be refused may yet be ordered. */
    private Fields outcome(Bytes bytes, Throwable failure) {
        RuntimeException thrown = Refusals.problem(failure, ledger.now());
        if (!(thrown instanceof ProblemException problem)) {
            throw thrown;
        }
        String code = problem.failure().code();
        return Fields.of("tx", id(bytes).orElse(null))
                .and("status", code.equals("OUTCOME_UNKNOWN") ? "unknown" : "refused")
                .and("height", null)
                .and("index", null)
                .and("code", code);
    }

    private static Optional<Hash> id(Bytes bytes) {
        try {
            return Optional.of(SignedTransaction.decode(bytes).transaction().id());
        } catch (MalformedBytesException e) {
            return Optional.empty();
        }
    }

    private static boolean isOctets(Request request) {
        return request.header("content-type").orElse("").equals(OCTETS);
    }

    private static List<Bytes> items(Request request) {
        Map<String, Given> members = Given.body(request).members("items");
        return Given.required(members, "items").items(MAX_BATCH).stream()
                .map(Given::bytes)
                .toList();
    }

    private static List<Bytes> split(Bytes body) {
        ByteBuffer in = ByteBuffer.wrap(body.toArray());
        List<Bytes> transactions = new ArrayList<>();
        while (in.hasRemaining()) {
            int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
            if (length < 0 || length > in.remaining() || transactions.size() == MAX_BATCH) {
                throw new Given("", true, new Json.Nothing())
                        .invalid("is not at most " + MAX_BATCH + " transactions, each after its length in four bytes");
            }
            byte[] next = new byte[length];
            in.get(next);
            transactions.add(Bytes.of(next));
        }
        return transactions;
    }

    private CompletionStage<Response> find(Request request) {
        boolean wait = Parameters.of(request, "wait").flag("wait");
        Hash tx = tx(request);
        CompletableFuture<Response> answer = new CompletableFuture<>();
        look(tx, wait ? System.nanoTime() + PATIENCE.toNanos() : System.nanoTime(), answer);
        return answer;
    }

    private void look(Hash tx, long deadline, CompletableFuture<Response> answer) {
        try {
            Optional<Receipt> receipt = ledger.receipt(tx);
            if (receipt.isPresent()) {
                answer.complete(found(receipt.get()));
            } else if (System.nanoTime() - deadline >= 0) {
                throw unknown(tx);
            } else {
                var unused =
                        threads.schedule(() -> look(tx, deadline, answer), GLANCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private Response found(Receipt receipt) {
        SignedTransaction signed = ledger.transaction(receipt.transaction()).orElseThrow();
        Bytes bytes = signed.encode();
        Fields fields = new LedgerView(ledger)
                .receipt(receipt)
                .and("transaction", new TransactionView(ledger).transaction(signed.transaction(), receipt.height()))
                .and("size", bytes.size())
                .and("bytes", bytes.size() > SignedTransaction.MAX_ORDINARY_SIZE ? null : bytes);
        return Answers.settled(
                fields, receipt.transaction().toHex(), ledger.info().development());
    }

    private CompletionStage<Response> bytes(Request request) {
        Parameters.of(request);
        Hash tx = tx(request);
        SignedTransaction signed = ledger.transaction(tx).orElseThrow(() -> unknown(tx));
        return Response.of(200, OCTETS, signed.encode().toArray())
                .immutable(tx.toHex())
                .now();
    }

    private static Hash tx(Request request) {
        return new Given("tx", false, new Json.Text(request.parameter("tx"))).hash();
    }

    private static ProblemException unknown(Hash tx) {
        return new ProblemException(
                404,
                new Failure(
                        "UNKNOWN_TRANSACTION",
                        "No transaction " + tx
                                + " is ordered: it may still be on its way until its validity has ended.",
                        Values.of("tx", tx)));
    }

    private CompletionStage<Response> simulate(Request request) {
        Parameters.of(request);
        Bytes bytes = transaction(Given.body(request));
        return shown(ledger.simulate(bytes)).now();
    }

    private CompletionStage<Response> encode(Request request) {
        Parameters.of(request);
        return encoded(drafts.read(Given.body(request)));
    }

    /** The same for one operation of a capability. */
    CompletionStage<Response> encode(String capability, String operation, Request request) {
        Parameters.of(request);
        return encoded(drafts.read(capability, operation, Given.body(request)));
    }

    private CompletionStage<Response> encoded(Drafts.Draft draft) {
        Transaction transaction = client.offering(draft.offer(), draft.transaction());
        return Answers.now(Drafts.encoded(transaction, new TransactionView(ledger)))
                .now();
    }

    /** Of a transaction that is not signed yet. */
    private CompletionStage<Response> estimate(Request request) {
        Parameters.of(request);
        Given body = Given.body(request);
        FeeEstimate estimate;
        if (body.json() instanceof Json.Members members && members.byName().containsKey("unsigned")) {
            Bytes unsigned =
                    Given.required(body.members("unsigned"), "unsigned").bytes();
            estimate = ledger.estimate(decode(withBlankSignature(unsigned)).transaction());
        } else {
            Drafts.Draft draft = drafts.read(body);
            estimate = client.estimate(draft.offer(), draft.transaction());
        }
        LedgerView view = new LedgerView(ledger);
        return Answers.now(Fields.of("base", estimate.base())
                        .and("asset", estimate.base().asset().symbol())
                        .and("execution", estimate.execution())
                        .and("data", estimate.data())
                        .and("growth", estimate.growth())
                        .and("failure", estimate.failure().map(view::failure).orElse(null)))
                .now();
    }

    /** Of the size that the signature of any scheme has. */
    private static Bytes withBlankSignature(Bytes unsigned) {
        return Bytes.of(Arrays.copyOf(unsigned.toArray(), unsigned.size() + SIGNATURE));
    }

    /** The bytes of a signed transaction, as they are given or encoded from what is given. */
    private Bytes transaction(Given body) {
        Map<String, Given> members = body.members("bytes", "transaction", "signature");
        if (!members.containsKey("transaction")) {
            return Given.required(members, "bytes").bytes();
        }
        if (members.containsKey("bytes")) {
            throw members.get("bytes").invalid("is given beside a transaction");
        }
        Given given = members.get("transaction");
        for (String member : List.of("sequence", "validUntil", "key")) {
            if (given.json() instanceof Json.Members all && !all.byName().containsKey(member)) {
                throw Given.missing("transaction." + member, true);
            }
        }
        Drafts.Draft draft = drafts.read(given);
        Transaction transaction = draft.transaction().withFee(draft.offer().exactly());
        Given signed = Given.required(members, "signature");
        Bytes signature = signed.bytes();
        int size = transaction.key().scheme().signatureSize();
        if (signature.size() != size) {
            throw signed.invalid("has not " + size + " bytes");
        }
        return new SignedTransaction(transaction, signature).encode();
    }

    private static SignedTransaction decode(Bytes bytes) {
        try {
            return SignedTransaction.decode(bytes);
        } catch (MalformedBytesException e) {
            String reason = String.valueOf(e.getMessage());
            throw new ProblemException(400, LedgerFailure.MALFORMED_TRANSACTION.failure(Values.of("reason", reason)));
        }
    }
}
