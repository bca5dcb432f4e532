package org.quoin.ledger.console;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Failure;

/** Fields as one line of JSON in ASCII, so that it survives any terminal's character set. */
public final class JsonView {
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private JsonView() {}

    public static String line(Fields fields) {
        String json = GSON.toJson(element(fields));
        StringBuilder ascii = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c < 0x7f) {
                ascii.append(c);
            } else {
                ascii.append(String.format("\\u%04x", (int) c));
            }
        }
        return ascii.toString();
    }

    /** Of the console itself, whose values need no description. */
    public static Fields failure(Failure failure) {
        return LedgerView.plain(failure);
    }

    private static JsonElement element(@Nullable Object value) {
        if (value == null) {
            return JsonNull.INSTANCE;
        }
        if (value instanceof Fields fields) {
            JsonObject object = new JsonObject();
            fields.asMap().forEach((name, each) -> object.add(name, element(each)));
            return object;
        }
        if (value instanceof List<?> list) {
            JsonArray array = new JsonArray(list.size());
            list.forEach(each -> array.add(element(each)));
            return array;
        }
        if (value instanceof Boolean flag) {
            return new JsonPrimitive(flag);
        }
        if (value instanceof Long || value instanceof Integer) {
            return new JsonPrimitive((Number) value);
        }
        return new JsonPrimitive(Scalars.text(value));
    }
}
