package org.quoin.ledger.console;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads JSON that is one object of strings, such as a command has printed, and nothing else. */
public final class JsonTexts {
    private JsonTexts() {}

    /**
     * The fields in their order.
     *
     * @throws IllegalArgumentException if it is anything else, or a name occurs twice
     */
    public static Map<String, String> read(String json) {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonReader in = new JsonReader(new StringReader(json))) {
            in.beginObject();
            while (in.hasNext()) {
                String name = in.nextName();
                if (in.peek() != JsonToken.STRING || fields.put(name, in.nextString()) != null) {
                    throw new IllegalArgumentException("a field is there twice or is no string");
                }
            }
            in.endObject();
            if (in.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalArgumentException("something follows the object");
            }
            return fields;
        } catch (IOException | IllegalStateException e) {
            throw new IllegalArgumentException("it is no JSON object of strings", e);
        }
    }
}
