package org.quoin.host.gateway.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.quoin.host.gateway.http.Request;
import org.quoin.host.gateway.http.Response;
import org.quoin.host.gateway.http.Route;
import org.quoin.host.gateway.http.Scope;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.FailureType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.OperationType;
import org.quoin.ledger.api.description.QueryType;
import org.quoin.ledger.api.description.Schema;

/**
 * The OpenAPI 3.1 document: what is always there from {@code openapi.json} beside this class, and what the active
 * capabilities add made from their descriptions, anew for each set of them.
 */
final class OpenApi {
    private static final String SCHEMAS = "#/components/schemas/";

    private final Ledger ledger;

    /** Made last, and for which rules. */
    private volatile @Nullable Made made;

    private record Made(List<ModuleId> modules, Response document) {}

    OpenApi(Ledger ledger) {
        this.ledger = ledger;
    }

    Route route() {
        return new Route("GET", "/api/v1/openapi.json", Scope.READ, this::document);
    }

    private CompletionStage<Response> document(Request request) {
        Parameters.of(request);
        List<ModuleId> modules = ledger.info().modules();
        Made last = made;
        if (last == null || !last.modules.equals(modules)) {
            String text = document(modules).toString();
            String tag = Hash.sha256(text.getBytes(StandardCharsets.UTF_8)).toHex();
            Response document =
                    Response.json(200, text).with("etag", '"' + tag + '"').with("cache-control", "no-cache");
            last = new Made(modules, document);
            made = last;
        }
        return last.document.now();
    }

    JsonObject document(List<ModuleId> modules) {
        JsonObject document = fixed();
        add(document, CapabilityRoutes.CORE);
        for (ModuleId module : modules) {
            JsonObject tag = new JsonObject();
            tag.addProperty("name", module.capability());
            tag.addProperty("description", "Version " + module.version() + ", rules " + module.sha256());
            document.getAsJsonArray("tags").add(tag);
            add(document, module.capability());
        }
        return document;
    }

    static JsonObject fixed() {
        try (InputStream in = Objects.requireNonNull(OpenApi.class.getResourceAsStream("openapi.json"))) {
            return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A capability that was deactivated since has nothing to add. */
    private void add(JsonObject document, String capability) {
        ledger.description(capability).ifPresent(description -> {
            JsonObject paths = document.getAsJsonObject("paths");
            JsonObject schemas = document.getAsJsonObject("components").getAsJsonObject("schemas");
            byName(description.operations(), OperationType::name, OperationType::schema)
                    .forEach((name, types) -> operation(paths, schemas, capability, name, types, description));
            byName(description.queries(), QueryType::name, QueryType::schema)
                    .forEach((name, types) -> query(paths, schemas, capability, name, types, description));
            description
                    .events()
                    .forEach(type ->
                            schemas.add("event." + capability + "." + type.name(), object(type.fields(), true)));
        });
    }

    /** Those of one name together, the newest schema first. */
    private static <T> SortedMap<String, List<T>> byName(
            List<T> types, Function<T, String> name, Function<T, Integer> schema) {
        SortedMap<String, List<T>> found = new TreeMap<>();
        types.stream()
                .sorted(Comparator.comparing(schema).reversed())
                .forEach(type -> found.merge(
                        name.apply(type),
                        List.of(type),
                        (before, more) ->
                                Stream.concat(before.stream(), more.stream()).toList()));
        return found;
    }

    private static void operation(
            JsonObject paths,
            JsonObject schemas,
            String capability,
            String name,
            List<OperationType> types,
            Description description) {
        JsonArray bodies = new JsonArray();
        int newest = types.get(0).schema();
        for (OperationType type : types) {
            String key = "operation." + capability + "." + name + "." + type.schema();
            JsonObject fields = object(type.fields(), false);
            JsonObject properties = fields.getAsJsonObject("properties");
            for (Map.Entry<String, JsonElement> envelope : fixed().getAsJsonObject("components")
                    .getAsJsonObject("schemas")
                    .getAsJsonObject("Transaction")
                    .getAsJsonObject("properties")
                    .entrySet()) {
                if (!envelope.getKey().equals("operations") && !properties.has(envelope.getKey())) {
                    properties.add(envelope.getKey(), envelope.getValue());
                }
            }
            JsonObject schema = new JsonObject();
            schema.addProperty("const", type.schema());
            properties.add("schema", schema);
            JsonObject spends = new JsonObject();
            spends.addProperty("type", "array");
            spends.add("items", reference("Limit"));
            properties.add("spends", spends);
            fields.getAsJsonArray("required").add("signer");
            if (type.schema() != newest) {
                fields.getAsJsonArray("required").add("schema");
            }
            schemas.add(key, fields);
            bodies.add(reference(key));
        }
        JsonObject post = described(capability, "Encode '" + name + "' for you to sign", description);
        post.add("parameters", new JsonArray());
        JsonObject body = new JsonObject();
        body.addProperty("required", true);
        body.add("content", content(bodies.size() == 1 ? bodies.get(0) : any("anyOf", bodies)));
        post.add("requestBody", body);
        post.add("responses", responses(reference("Encoded")));
        method(paths, capability, name, "post", post);
    }

    private static void query(
            JsonObject paths,
            JsonObject schemas,
            String capability,
            String name,
            List<QueryType> types,
            Description description) {
        JsonObject get = described(capability, "Ask for '" + name + "'", description);
        JsonArray answers = new JsonArray();
        Map<String, JsonObject> parameters = new TreeMap<>();
        for (QueryType type : types) {
            String key = "query." + capability + "." + name + "." + type.schema();
            schemas.add(key, object(type.output(), true));
            answers.add(type.paged() ? page(reference(key)) : reference(key));
            for (Field field : type.input().fields()) {
                parameters.putIfAbsent(
                        field.name(), parameter(field, types.size() > 1 ? "In schema " + type.schema() + "." : ""));
            }
            if (type.paged()) {
                parameters.put("cursor", parameter("cursor", string(), "The 'next' of the page before."));
                parameters.put("limit", parameter("limit", whole(1, QueryType.MAX_LIMIT), "How many items, at most."));
            }
        }
        parameters.put(
                "height", parameter("height", whole(0, Long.MAX_VALUE), "After which block; the newest if not given."));
        parameters.put("schema", parameter("schema", schemasOf(types), "The newest if not given."));
        JsonArray list = new JsonArray();
        parameters.values().forEach(list::add);
        get.add("parameters", list);
        get.add("responses", responses(answers.size() == 1 ? answers.get(0) : any("anyOf", answers)));
        method(paths, capability, name, "get", get);
    }

    /** A path of its own comes before a capability that has the same. */
    private static void method(JsonObject paths, String capability, String name, String method, JsonObject operation) {
        String path = "/api/v1/" + capability + "/" + name;
        if (!paths.has(path)) {
            paths.add(path, new JsonObject());
        }
        JsonObject there = paths.getAsJsonObject(path);
        if (!there.has(method)) {
            there.add(method, operation);
        }
    }

    private static JsonObject described(String capability, String summary, Description description) {
        JsonObject operation = new JsonObject();
        JsonArray tags = new JsonArray();
        tags.add(capability);
        operation.add("tags", tags);
        operation.addProperty("summary", summary);
        operation.addProperty(
                "description",
                "Failures: "
                        + description.failures().stream().map(FailureType::code).collect(Collectors.joining(", ")));
        return operation;
    }

    private static JsonObject parameter(Field field, String description) {
        boolean optional = field.type().kind() == FieldType.Kind.OPTIONAL;
        JsonObject parameter = parameter(field.name(), type(field.type(), false), description);
        parameter.addProperty("required", !optional && description.isEmpty());
        return parameter;
    }

    private static JsonObject parameter(String name, JsonObject schema, String description) {
        JsonObject parameter = new JsonObject();
        parameter.addProperty("name", name);
        parameter.addProperty("in", "query");
        parameter.addProperty("required", false);
        if (!description.isEmpty()) {
            parameter.addProperty("description", description);
        }
        parameter.add("schema", schema);
        return parameter;
    }

    /** @param answered absent values are null in an answer, and may be left out of what is asked */
    private static JsonObject object(Schema schema, boolean answered) {
        JsonObject properties = new JsonObject();
        JsonArray required = new JsonArray();
        for (Field field : schema.fields()) {
            properties.add(field.name(), type(field.type(), answered));
            if (answered || field.type().kind() != FieldType.Kind.OPTIONAL) {
                required.add(field.name());
            }
        }
        JsonObject object = new JsonObject();
        object.addProperty("type", "object");
        object.add("required", required);
        object.add("properties", properties);
        return object;
    }

    private static JsonObject type(FieldType type, boolean answered) {
        return switch (type.kind()) {
            case ACCOUNT -> reference("Account");
            case ASSET -> reference("Asset");
            case AMOUNT -> {
                JsonArray all = new JsonArray();
                all.add(reference("Amount"));
                JsonObject amount = any("allOf", all);
                amount.addProperty("description", "Of the asset in '" + type.assetField() + "'.");
                yield amount;
            }
            case NUMBER -> whole(0, type.bound());
            case TIME -> {
                JsonObject time = string();
                time.addProperty("format", "date-time");
                yield time;
            }
            case DURATION -> {
                JsonObject duration = string();
                duration.addProperty("pattern", "^([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$");
                yield duration;
            }
            case BYTES -> {
                JsonObject bytes = string();
                bytes.addProperty("pattern", "^([0-9a-f]{2})*$");
                bytes.addProperty("minLength", 2L * type.minimum());
                bytes.addProperty("maxLength", 2L * type.bound());
                yield bytes;
            }
            case HASH -> reference("Hash");
            case KEY -> reference("Key");
            case TEXT -> {
                JsonObject text = string();
                text.addProperty("maxLength", type.bound());
                yield text;
            }
            case FLAG -> {
                JsonObject flag = new JsonObject();
                flag.addProperty("type", "boolean");
                yield flag;
            }
            case LIST -> {
                JsonObject list = new JsonObject();
                list.addProperty("type", "array");
                list.addProperty("maxItems", type.bound());
                list.add("items", type(Objects.requireNonNull(type.element()), answered));
                yield list;
            }
            case OPTIONAL -> optional(type(Objects.requireNonNull(type.element()), answered));
            case CHOICE -> {
                JsonObject choice = string();
                JsonArray choices = new JsonArray();
                type.choices().forEach(choices::add);
                choice.add("enum", choices);
                yield choice;
            }
        };
    }

    private static JsonObject optional(JsonObject type) {
        JsonObject nothing = new JsonObject();
        nothing.addProperty("type", "null");
        JsonArray either = new JsonArray();
        either.add(type);
        either.add(nothing);
        return any("anyOf", either);
    }

    private static JsonObject page(JsonObject item) {
        JsonObject items = new JsonObject();
        items.addProperty("type", "array");
        items.add("items", item);
        JsonObject properties = new JsonObject();
        properties.add("items", items);
        properties.add("next", optional(string()));
        JsonArray required = new JsonArray();
        required.add("items");
        required.add("next");
        JsonObject page = new JsonObject();
        page.addProperty("type", "object");
        page.add("required", required);
        page.add("properties", properties);
        return page;
    }

    private static JsonObject responses(JsonElement schema) {
        JsonObject found = new JsonObject();
        found.addProperty("description", "What is asked for.");
        found.add("content", content(schema));
        JsonObject problem = new JsonObject();
        problem.addProperty("$ref", "#/components/responses/Problem");
        JsonObject responses = new JsonObject();
        responses.add("200", found);
        responses.add("default", problem);
        return responses;
    }

    private static JsonObject content(JsonElement schema) {
        JsonObject json = new JsonObject();
        json.add("schema", schema);
        JsonObject content = new JsonObject();
        content.add(Response.JSON, json);
        return content;
    }

    private static JsonObject schemasOf(List<QueryType> types) {
        JsonArray numbers = new JsonArray();
        types.forEach(type -> numbers.add(new JsonPrimitive(type.schema())));
        JsonObject schema = new JsonObject();
        schema.add("enum", numbers);
        return schema;
    }

    private static JsonObject whole(long min, long max) {
        JsonObject whole = new JsonObject();
        whole.addProperty("type", "integer");
        whole.addProperty("minimum", min);
        whole.addProperty("maximum", max);
        return whole;
    }

    private static JsonObject string() {
        JsonObject string = new JsonObject();
        string.addProperty("type", "string");
        return string;
    }

    private static JsonObject any(String how, JsonArray schemas) {
        JsonObject any = new JsonObject();
        any.add(how, schemas);
        return any;
    }

    private static JsonObject reference(String schema) {
        JsonObject reference = new JsonObject();
        reference.addProperty("$ref", SCHEMAS + schema);
        return reference;
    }
}
