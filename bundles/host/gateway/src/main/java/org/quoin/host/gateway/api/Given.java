package org.quoin.host.gateway.api;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.quoin.host.gateway.http.ProblemException;
import org.quoin.host.gateway.http.Request;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.console.Durations;

/**
 * A value that a client has given, and where it stands, for whoever is told what is wrong with it. Every method throws a
 * {@link ProblemException} with {@code INVALID_BODY} or {@code INVALID_PARAMETER} if it is not what is asked for.
 *
 * @param where such as {@code operations[0].values}; the name of a parameter of the address
 * @param inBody or in the address
 */
record Given(String where, boolean inBody, Json json) {
    private static final String BODY = "";

    /** In characters. */
    private static final int MAX_QUOTED = 200;

    /** A request's body. */
    static Given body(Request request) {
        return new Given(BODY, true, Json.read(request.body()));
    }

    /** What a query in an address gives of a name, as if it stood in a body. */
    static Given parameter(String name, List<String> values, boolean asList) {
        if (!asList && values.size() > 1) {
            throw new Given(name, false, new Json.Nothing()).invalid("is given twice");
        }
        List<Json> texts =
                values.stream().map(text -> (Json) new Json.Text(text)).toList();
        return new Given(name, false, asList ? new Json.Items(texts) : texts.get(0));
    }

    /** The members of an object, none of them other than these, by their names. */
    Map<String, Given> members(String... allowed) {
        return members(Set.copyOf(Arrays.asList(allowed)));
    }

    Map<String, Given> members(Set<String> allowed) {
        if (!(json instanceof Json.Members members)) {
            throw invalid("is not an object");
        }
        Map<String, Given> found = new LinkedHashMap<>();
        members.byName().forEach((name, value) -> {
            Given member = new Given(where.isEmpty() ? name : where + "." + name, inBody, value);
            if (!allowed.contains(name)) {
                throw member.invalid("is not known here");
            }
            if (!(value instanceof Json.Nothing)) {
                found.put(name, member);
            }
        });
        return found;
    }

    List<Given> items(int max) {
        if (!(json instanceof Json.Items items)) {
            throw invalid("is not a list");
        }
        if (items.values().size() > max) {
            throw invalid("has more than " + max + " items");
        }
        List<Given> found = new ArrayList<>();
        for (Json value : items.values()) {
            found.add(new Given(where + "[" + found.size() + "]", inBody, value));
        }
        return found;
    }

    String text() {
        if (!(json instanceof Json.Text text)) {
            throw invalid("is not a string");
        }
        return text.value();
    }

    /** A whole number, as JSON writes it or in a string, which keeps all digits in any language. */
    long number(long min, long max) {
        String digits = json instanceof Json.Digits number ? number.digits() : text();
        try {
            long value = Long.parseLong(digits.matches("-?[0-9]{1,19}") ? digits : "");
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw invalid("is not a whole number from " + min + " to " + max);
    }

    boolean flag() {
        if (json instanceof Json.Flag flag) {
            return flag.value();
        }
        if (json instanceof Json.Text text && !inBody && text.value().matches("true|false")) {
            return text.value().equals("true");
        }
        throw invalid("is not true or false");
    }

    Bytes bytes() {
        try {
            return Bytes.fromHex(text());
        } catch (IllegalArgumentException e) {
            throw invalid("is not hexadecimal: use pairs of 0-9 and a-f, without 0x");
        }
    }

    Hash hash() {
        Bytes bytes = bytes();
        if (bytes.size() != Hash.SIZE) {
            throw invalid("has " + 2 * bytes.size() + " hexadecimal digits, not 64");
        }
        return new Hash(bytes);
    }

    PublicKey key() {
        try {
            return PublicKey.parse(text());
        } catch (IllegalArgumentException e) {
            throw invalid("is not a public key: write its scheme and its hexadecimal digits, such as ed25519:d75a…");
        }
    }

    /** From 1970 on. */
    Instant time() {
        try {
            Instant time = Instant.parse(text());
            if (!time.isBefore(Instant.EPOCH)) {
                return time;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw invalid("is not a time from 1970 on as RFC 3339 writes it, such as 2026-01-31T12:00:00Z");
    }

    Duration duration() {
        try {
            return Durations.parse(text());
        } catch (IllegalArgumentException e) {
            throw invalid("is not a duration: use the units d, h, m, s and ms, such as 30s, 2d or 1h30m");
        }
    }

    ProblemException invalid(String why) {
        String field = shortened(where);
        String reason = shortened(why);
        String subject = field.isEmpty() ? "The body" : "'" + field + "'";
        return new ProblemException(
                400,
                new Failure(
                        inBody ? "INVALID_BODY" : "INVALID_PARAMETER",
                        subject + " " + reason + ": correct it and send it again.",
                        Values.of("field", field).and("reason", reason)));
    }

    /** What a client sends is not sent back at any length. */
    private static String shortened(String text) {
        return text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED) + "…";
    }

    /** @throws ProblemException if there is no member of that name */
    static Given required(Map<String, Given> members, String name) {
        return Optional.ofNullable(members.get(name)).orElseThrow(() -> missing(name, true));
    }

    static ProblemException missing(String name, boolean inBody) {
        return new Given(name, inBody, new Json.Nothing()).invalid("is missing");
    }
}
