package org.quoin.host.gateway.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.quoin.host.gateway.http.ProblemException;
import org.quoin.host.gateway.http.Request;
import org.quoin.host.gateway.http.Response;
import org.quoin.host.gateway.http.Route;
import org.quoin.host.gateway.http.Scope;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.Page;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.QueryType;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.CoreFields;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerView;

/**
 * What each active capability accepts and answers. Nothing here knows any of them: what is active when a request comes is
 * what answers it.
 */
final class CapabilityRoutes {
    static final String CORE = "ledger";
    private static final Set<String> PAGING = Set.of("cursor", "limit");
    private static final Set<String> ALWAYS = Set.of("schema", "height");

    private final Ledger ledger;
    private final TransactionRoutes transactions;
    private final FieldReader reader;

    CapabilityRoutes(Ledger ledger, TransactionRoutes transactions) {
        this.ledger = ledger;
        this.transactions = transactions;
        reader = new FieldReader(ledger);
    }

    /** To be asked last: whatever has a path of its own comes before a capability of that name. */
    List<Route> routes() {
        return List.of(
                new Route("GET", "/api/v1/capabilities", Scope.READ, this::list),
                new Route("GET", "/api/v1/capabilities/{capability}", Scope.READ, this::describe),
                new Route("GET", "/api/v1/capabilities/{capability}/description", Scope.READ, this::description),
                new Route("GET", "/api/v1/{capability}/{query}", Scope.READ, this::query),
                new Route("POST", "/api/v1/{capability}/{operation}", Scope.SUBMIT, this::operation));
    }

    private CompletionStage<Response> list(Request request) {
        Parameters.of(request);
        List<Fields> items = new ArrayList<>();
        items.add(Fields.of("name", CORE).and("version", protocol()).and("sha256", null));
        items.addAll(CoreFields.modules(ledger.info().modules()));
        return Answers.now(Fields.list(items)).now();
    }

    private CompletionStage<Response> describe(Request request) {
        OptionalLong height = Parameters.of(request, "height").height();
        String capability = request.parameter("capability");
        Description description = description(capability, height);
        Optional<ModuleId> module = module(capability, height);
        return Answers.now(Fields.of("name", capability)
                        .and("version", module.map(ModuleId::version).orElseGet(this::protocol))
                        .and("sha256", module.map(ModuleId::sha256).orElse(null))
                        .and(Descriptions.fields(description)))
                .now();
    }

    /** As rules describe themselves, for clients that encode by it. */
    private CompletionStage<Response> description(Request request) {
        OptionalLong height = Parameters.of(request, "height").height();
        Description description = description(request.parameter("capability"), height);
        return Response.of(200, "application/octet-stream", description.encode().toArray())
                .with("cache-control", "no-store")
                .now();
    }

    /** The core's own version is that of the protocol. */
    private String protocol() {
        long height = ledger.info().height();
        return String.valueOf(ledger.block(height).orElseThrow().header().protocol());
    }

    private Optional<ModuleId> module(String capability, OptionalLong height) {
        List<ModuleId> modules = height.isPresent()
                ? ledger.block(height.getAsLong())
                        .map(block -> block.header().modules())
                        .orElse(List.of())
                : ledger.info().modules();
        return modules.stream()
                .filter(module -> module.capability().equals(capability))
                .findFirst();
    }

    private Description description(String capability, OptionalLong height) {
        if (height.isPresent() && height.getAsLong() > ledger.info().height()) {
            throw new Given("height", false, new Json.Nothing()).invalid("is beyond the newest block");
        }
        return (height.isPresent()
                        ? ledger.description(capability, height.getAsLong())
                        : ledger.description(capability))
                .orElseThrow(() -> notActive(capability));
    }

    private static ProblemException notActive(String capability) {
        return new ProblemException(404, LedgerFailure.MODULE_NOT_ACTIVE.failure(Values.of("capability", capability)));
    }

    private CompletionStage<Response> operation(Request request) {
        return transactions.encode(request.parameter("capability"), request.parameter("operation"), request);
    }

    private CompletionStage<Response> query(Request request) {
        String capability = request.parameter("capability");
        OptionalLong height = height(request);
        Description description = ledger.description(capability).orElseThrow(() -> notActive(capability));
        if (height.isPresent()) { // the rules that were active after a block are those of the next one
            description = ledger.description(capability, height.getAsLong() + 1).orElse(description);
        }
        QueryType type = type(capability, description, request);
        Set<String> known = new TreeSet<>(ALWAYS);
        known.addAll(type.paged() ? PAGING : Set.of());
        type.input().fields().forEach(field -> known.add(field.name()));
        Parameters parameters = Parameters.of(request, known);
        Values input = reader.read(type.input(), given(type, parameters), false);
        Bytes encoded;
        try {
            encoded = type.paged()
                    ? type.encodeInput(input, parameters.cursor().orElse(null), parameters.limit())
                    : type.encodeInput(input);
        } catch (IllegalArgumentException e) {
            throw new Given(type.name(), false, new Json.Nothing()).invalid("cannot be asked (" + e.getMessage() + ")");
        }
        return Answers.now(answer(type, ask(capability, type, encoded, height))).now();
    }

    private static OptionalLong height(Request request) {
        return Optional.ofNullable(request.query().get("height"))
                .map(values ->
                        OptionalLong.of(Given.parameter("height", values, false).number(0, Long.MAX_VALUE - 1)))
                .orElse(OptionalLong.empty());
    }

    private Bytes ask(String capability, QueryType type, Bytes input, OptionalLong height) {
        return height.isPresent()
                ? ledger.query(capability, type.name(), type.schema(), input, height.getAsLong())
                : ledger.query(capability, type.name(), type.schema(), input);
    }

    private Fields answer(QueryType type, Bytes answer) {
        LedgerView view = new LedgerView(ledger);
        if (!type.paged()) {
            return view.values(type.output(), type.decodeAnswer(answer));
        }
        Page<Values> page = type.decodePage(answer);
        return Fields.page(new Page<>(
                page.items().stream()
                        .map(item -> view.values(type.output(), item))
                        .toList(),
                page.next()));
    }

    /** Of the newest schema, if none is named. */
    private static QueryType type(String capability, Description description, Request request) {
        String name = request.parameter("query");
        List<String> schema = request.query().get("schema");
        long wanted =
                schema == null ? -1 : Given.parameter("schema", schema, false).number(0, 0xffff);
        return description.queries().stream()
                .filter(type -> type.name().equals(name) && (schema == null || type.schema() == wanted))
                .max(Comparator.comparingInt(QueryType::schema))
                .orElseThrow(() -> new ProblemException(
                        404,
                        LedgerFailure.UNKNOWN_QUERY.failure(Values.of("capability", capability)
                                .and("query", name)
                                .and("schema", Math.max(0, wanted)))));
    }

    private static Map<String, Given> given(QueryType type, Parameters parameters) {
        Map<String, Given> given = new HashMap<>();
        for (Field field : type.input().fields()) {
            List<String> values = parameters.all(field.name());
            if (!values.isEmpty()) {
                given.put(field.name(), Given.parameter(field.name(), values, isList(field.type())));
            }
        }
        return given;
    }

    private static boolean isList(FieldType type) {
        FieldType element = type.element();
        return type.kind() == FieldType.Kind.LIST
                || type.kind() == FieldType.Kind.OPTIONAL && element != null && isList(element);
    }
}
