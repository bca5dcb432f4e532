package org.quoin.host.gateway.api;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quoin.host.gateway.http.Handler;
import org.quoin.host.gateway.http.ProblemException;
import org.quoin.host.gateway.http.Request;
import org.quoin.host.gateway.http.Response;
import org.quoin.host.gateway.http.Route;
import org.quoin.host.gateway.http.Scope;
import org.quoin.ledger.api.Account;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.Block;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Claim;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.OperatorSet;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.Proof;
import org.quoin.ledger.api.ScheduledModule;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.api.proof.Fact;
import org.quoin.ledger.console.CoreFields;
import org.quoin.ledger.console.Fields;

/** What the ledger itself shows. */
final class LedgerRoutes {
    private final Ledger ledger;
    private final LedgerClient client;

    LedgerRoutes(Ledger ledger, LedgerClient client) {
        this.ledger = ledger;
        this.client = client;
    }

    List<Route> routes() {
        return List.of(
                get("/ledger", this::info),
                get("/operators", this::operators),
                get("/blocks", this::blocks),
                get("/blocks/{height}", this::block),
                get("/accounts", this::accounts),
                get("/accounts/{name}", this::account),
                get("/assets", this::assets),
                get("/assets/{symbol}", this::asset),
                get("/proof", this::proof),
                get("/modules", this::modules),
                get("/modules/history", this::history));
    }

    private static Route get(String path, Function<Request, Response> answer) {
        Handler handler = request -> answer.apply(request).now();
        return new Route("GET", "/api/v1" + path, Scope.READ, handler);
    }

    private Response info(Request request) {
        Parameters.of(request);
        LedgerInfo info = ledger.info();
        return Answers.now(CoreFields.info(info)
                .and("policy", ledger.modulePolicy().code())
                .and("feePolicy", client.feePolicy().orElse(null))
                .and("now", ledger.now())
                .and("nextEvent", ledger.nextEvent()));
    }

    private Response operators(Request request) {
        Parameters.of(request);
        OperatorSet operators = ledger.operatorSet();
        return Answers.now(Fields.of("hash", operators.hash())
                .and("threshold", operators.threshold())
                .and("keys", operators.keys())
                .and("encoded", operators.encode()));
    }

    /** The newest first; a cursor is the height to go on with. */
    private Response blocks(Request request) {
        Parameters parameters = Parameters.of(request, "cursor", "limit");
        long newest = ledger.info().height();
        long from = parameters
                .find("cursor")
                .map(cursor -> Math.min(newest, cursor.number(0, Long.MAX_VALUE)))
                .orElse(newest);
        long end = Math.max(-1, from - parameters.limit());
        List<Fields> items = new ArrayList<>();
        for (long height = from; height > end; height--) {
            Block block = ledger.block(height).orElseThrow();
            items.add(Fields.of("height", height)
                    .and("hash", block.header().hash())
                    .and("time", block.header().time())
                    .and("transactions", block.transactions().size()));
        }
        return Answers.now(Fields.page(new Page<>(items, end < 0 ? null : String.valueOf(end))));
    }

    private Response block(Request request) {
        Parameters.of(request);
        long height = new Given("height", false, new Json.Text(request.parameter("height"))).number(0, Long.MAX_VALUE);
        LedgerInfo info = ledger.info();
        Block block = ledger.block(height)
                .orElseThrow(() -> new ProblemException(
                        404,
                        new Failure(
                                "UNKNOWN_BLOCK",
                                "There is no block " + height + " yet: the newest is " + info.height() + ".",
                                Values.of("height", height))));
        return Answers.settled(
                CoreFields.block(block).and("header", block.header().encode()),
                block.header().hash().toHex(),
                info.development());
    }

    private Response accounts(Request request) {
        Parameters parameters = Parameters.of(request, "cursor", "limit", "height");
        String cursor = parameters.cursor().orElse(null);
        OptionalLong height = parameters.height();
        return page(
                () -> height.isPresent()
                        ? ledger.accounts(cursor, parameters.limit(), height.getAsLong())
                        : ledger.accounts(cursor, parameters.limit()),
                CoreFields::account);
    }

    private Response account(Request request) {
        Parameters parameters = Parameters.of(request, "height");
        String name = request.parameter("name");
        OptionalLong height = parameters.height();
        Account account = ledger.account(name)
                .orElseThrow(() ->
                        new ProblemException(404, LedgerFailure.UNKNOWN_ACCOUNT.failure(Values.of("account", name))));
        return Answers.now(CoreFields.account(account)
                .and(
                        "balances",
                        (height.isPresent() ? ledger.balances(name, height.getAsLong()) : ledger.balances(name))
                                .stream().map(CoreFields::balance).toList()));
    }

    private Response assets(Request request) {
        Parameters parameters = Parameters.of(request, "cursor", "limit");
        return page(() -> ledger.assets(parameters.cursor().orElse(null), parameters.limit()), CoreFields::asset);
    }

    private Response asset(Request request) {
        Parameters.of(request);
        return Answers.now(CoreFields.asset(requireAsset(request.parameter("symbol"))));
    }

    private AssetInfo requireAsset(String symbol) {
        return ledger.asset(symbol)
                .orElseThrow(() ->
                        new ProblemException(404, LedgerFailure.UNKNOWN_ASSET.failure(Values.of("asset", symbol))));
    }

    /** Of a balance, or of a row: header, certificate and proof, and what they prove. */
    private Response proof(Request request) {
        Parameters parameters =
                Parameters.of(request, "account", "asset", "table", "keyWidth", "key", "height", "under");
        long newest = ledger.info().height();
        long height = parameters.height().orElse(newest);
        long under = parameters.number("under", 0).orElse(height);
        Claim claim = parameters.text("table").isPresent() ? row(parameters) : balance(parameters);
        try {
            Proof proof = ledger.prove(claim, height, under);
            return Answers.now(Fields.of("header", proof.header())
                    .and("proof", proof.proof())
                    .and("certificate", proof.certificate())
                    .and("value", value(proof.fact())));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    422,
                    new Failure(
                            "NOT_PROVABLE",
                            "This cannot be proved: " + e.getMessage() + ".",
                            Values.of("reason", String.valueOf(e.getMessage()))));
        }
    }

    private static Claim balance(Parameters parameters) {
        return new Claim.Balance(
                parameters.require("account").text(),
                parameters.require("asset").text());
    }

    private static Claim row(Parameters parameters) {
        int keyWidth = (int) parameters.require("keyWidth").number(0, 64);
        Bytes key = parameters.require("key").bytes();
        return new Claim.Row(parameters.require("table").text(), keyWidth, key);
    }

    private @Nullable Object value(Fact fact) {
        if (fact instanceof Fact.Balance balance) {
            return new Amount(balance.units(), requireAsset(balance.asset()).asset());
        }
        return ((Fact.Row) fact).value().orElse(null);
    }

    private Response modules(Request request) {
        Parameters.of(request);
        List<ScheduledModule> due = ledger.scheduledModules();
        return Answers.now(Fields.list(ledger.modules().stream()
                .map(module -> CoreFields.module(
                        module,
                        due.stream()
                                .filter(scheduled -> scheduled.module().equals(module.id()))
                                .mapToLong(ScheduledModule::at)
                                .findFirst()))
                .toList()));
    }

    private Response history(Request request) {
        Parameters parameters = Parameters.of(request, "cursor", "limit");
        return page(
                () -> ledger.moduleHistory(parameters.cursor().orElse(null), parameters.limit()),
                CoreFields::moduleChange);
    }

    /** The ledger knows its own cursors alone. */
    private static <T> Response page(Supplier<Page<T>> ask, Function<T, Fields> view) {
        try {
            Page<T> page = ask.get();
            return Answers.now(
                    Fields.page(new Page<>(page.items().stream().map(view).toList(), page.next())));
        } catch (IllegalArgumentException e) {
            throw new Given("cursor", false, new Json.Nothing())
                    .invalid("is not where a page ended (" + e.getMessage() + ")");
        }
    }
}
