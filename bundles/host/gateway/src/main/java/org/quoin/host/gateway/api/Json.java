package org.quoin.host.gateway.api;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.quoin.host.gateway.http.ProblemException;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.description.Values;

/** JSON of any origin, read as RFC 8259 has it and nothing else. Numbers stay as they are written. */
sealed interface Json {
    /** How deep objects and lists may lie in each other. */
    int MAX_DEPTH = 32;

    /** In characters; the longest number that means anything here has 19 digits. */
    int MAX_NUMBER = 1_000;

    /** How many values there may be in all: more of them than any transaction needs. */
    int MAX_VALUES = 20_000;

    record Text(String value) implements Json {}

    record Digits(String digits) implements Json {}

    record Flag(boolean value) implements Json {}

    record Nothing() implements Json {}

    record Items(List<Json> values) implements Json {}

    record Members(Map<String, Json> byName) implements Json {}

    /** @throws ProblemException {@code MALFORMED_JSON}, or {@code INVALID_BODY} if a name occurs twice in an object */
    static Json read(Bytes body) {
        try (JsonReader in = new JsonReader(new StringReader(text(body)))) {
            in.setStrictness(Strictness.STRICT);
            in.setNestingLimit(MAX_DEPTH);
            Json read = new Source(in).value();
            if (in.peek() != JsonToken.END_DOCUMENT) {
                throw malformed("something follows it");
            }
            return read;
        } catch (MalformedJsonException | EOFException | IllegalStateException | NumberFormatException e) {
            throw malformed("it cannot be read as RFC 8259 has it");
        } catch (IOException e) {
            throw new UncheckedIOException(e); // from a string there is none
        }
    }

    private static String text(Bytes body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.toArray()))
                    .toString();
            if (text.startsWith("\ufeff")) {
                throw malformed("it begins with a byte order mark");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw malformed("it is no UTF-8");
        }
    }

    /** What is being read. */
    final class Source {
        private final JsonReader in;
        private int values;

        private Source(JsonReader in) {
            this.in = in;
        }

        private Json value() throws IOException {
            if (++values > MAX_VALUES) {
                throw malformed("there are more than " + MAX_VALUES + " values in it");
            }
            return switch (in.peek()) {
                case BEGIN_OBJECT -> members();
                case BEGIN_ARRAY -> items();
                case STRING -> new Text(in.nextString());
                case NUMBER -> number(in.nextString());
                case BOOLEAN -> new Flag(in.nextBoolean());
                case NULL -> {
                    in.nextNull();
                    yield new Nothing();
                }
                default -> throw malformed("it is empty");
            };
        }

        private Json members() throws IOException {
            Map<String, Json> members = new LinkedHashMap<>();
            in.beginObject();
            while (in.hasNext()) {
                String name = in.nextName();
                if (members.put(name, value()) != null) {
                    throw new Given(name, true, new Nothing()).invalid("occurs twice in one object");
                }
            }
            in.endObject();
            return new Members(members);
        }

        private Json items() throws IOException {
            List<Json> items = new ArrayList<>();
            in.beginArray();
            while (in.hasNext()) {
                items.add(value());
            }
            in.endArray();
            return new Items(items);
        }
    }

    private static Json number(String digits) {
        if (digits.length() > MAX_NUMBER) {
            throw malformed("a number in it has more than " + MAX_NUMBER + " characters");
        }
        return new Digits(digits);
    }

    private static ProblemException malformed(String why) {
        return new ProblemException(
                400,
                new Failure(
                        "MALFORMED_JSON",
                        "The body is no JSON that can be read: " + why + ". Correct it and send it again.",
                        Values.of("reason", why)));
    }
}
