package org.quoin.host.gateway.browser;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.api.description.Schema;
import org.quoin.ledger.api.description.Values;

/** Values of any schema, with a liking for the ends of what is allowed, and just beyond them. */
final class RandomValues {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final List<String> SIGNS =
            List.of("a", "Z", "0", " ", "\u0000", "\"", "ß", "\u2028", "漢", "🜁", "\ufeff");

    private final SplittableRandom random;
    private final List<String> assets;

    /** @param assets that amounts may be of */
    RandomValues(SplittableRandom random, List<String> assets) {
        this.random = random;
        this.assets = assets;
    }

    /** Within all bounds. */
    Values of(Schema schema) {
        Values values = Values.none();
        for (Field field : schema.fields()) {
            Object value = value(field.type());
            values = value == null ? values : values.and(field.name(), value);
        }
        return values;
    }

    /** The same with one value out of its bounds, or missing, or one too many. */
    Values beyond(Schema schema) {
        Values values = of(schema);
        if (schema.fields().isEmpty() || random.nextInt(10) == 0) {
            return values.and("unasked", "for");
        }
        Field field = schema.fields().get(random.nextInt(schema.fields().size()));
        Object wrong = wrong(field.type());
        if (wrong != null) {
            return values.and(field.name(), wrong);
        }
        Values rest = Values.none();
        for (var entry : values.asMap().entrySet()) {
            rest = entry.getKey().equals(field.name()) ? rest : rest.and(entry.getKey(), entry.getValue());
        }
        return rest;
    }

    private @Nullable Object value(FieldType type) {
        return switch (type.kind()) {
            case ACCOUNT -> name(1);
            case ASSET -> assets.get(random.nextInt(assets.size()));
            case AMOUNT -> units();
            case NUMBER -> number(type.bound());
            case TIME -> Instant.ofEpochMilli(number(253_402_300_799_999L)); // the end of the year 9999
            case DURATION -> Duration.ofMillis(number(999_999_999L * 1_000));
            case BYTES -> Bytes.of(bytes(size(type.minimum(), type.bound())));
            case HASH -> Hash.of(bytes(Hash.SIZE));
            case KEY -> key();
            case TEXT -> text((int) type.bound());
            case FLAG -> random.nextBoolean();
            case LIST -> list(type, size(0, type.bound()));
            case OPTIONAL -> random.nextBoolean() ? null : value(Objects.requireNonNull(type.element()));
            case CHOICE -> type.choices().get(random.nextInt(type.choices().size()));
        };
    }

    /** Null: it is to be missing. */
    private @Nullable Object wrong(FieldType type) {
        return switch (type.kind()) {
            case ACCOUNT -> wrongName("A", "1a", "a b", "ä");
            case ASSET -> wrongName("A", "1A", "A B", "Ä");
            case AMOUNT -> random.nextBoolean() ? BigInteger.ONE.shiftLeft(128) : BigInteger.valueOf(-1);
            case NUMBER -> random.nextBoolean() && type.bound() < Long.MAX_VALUE ? type.bound() + 1 : -1L;
            case TIME -> Instant.ofEpochMilli(-1);
            case DURATION -> Duration.ofMillis(-1);
            case BYTES ->
                random.nextBoolean() && type.minimum() > 0
                        ? Bytes.of(bytes(type.minimum() - 1))
                        : type.bound() < 10_000 ? Bytes.of(bytes((int) type.bound() + 1)) : null;
            case TEXT -> random.nextBoolean() ? "\ud83d" : "ü".repeat((int) type.bound() / 2 + 1);
            case LIST -> list(type, (int) type.bound() + 1);
            case OPTIONAL -> wrong(Objects.requireNonNull(type.element()));
            case CHOICE -> "none of them";
            case HASH, KEY, FLAG -> null;
        };
    }

    private String wrongName(String... some) {
        int choice = random.nextInt(some.length + 2);
        return choice < some.length ? some[choice] : choice == some.length ? "" : "a".repeat(33);
    }

    String name(int least) {
        StringBuilder name = new StringBuilder();
        for (int left = size(least, 32); left > 0; left--) {
            String known = name.isEmpty() ? LETTERS : LETTERS + "0123456789_.-";
            name.append(known.charAt(random.nextInt(known.length())));
        }
        return name.toString();
    }

    BigInteger units() {
        return random.nextInt(8) == 0
                ? BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE)
                : new BigInteger(1, bytes(16)).shiftRight(random.nextInt(129));
    }

    long number(long bound) {
        return switch (random.nextInt(4)) {
            case 0 -> bound;
            case 1 -> 0;
            default -> random.nextLong(Math.max(1, bound)) >>> random.nextInt(63);
        };
    }

    PublicKey key() {
        List<PublicKey.Scheme> schemes = List.of(PublicKey.Scheme.values());
        PublicKey.Scheme scheme = schemes.get(random.nextInt(schemes.size()));
        return new PublicKey(scheme, Bytes.of(bytes(scheme.keySize())));
    }

    byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private String text(int bound) {
        StringBuilder text = new StringBuilder();
        int room = size(0, bound);
        for (String sign = sign(); room >= utf8(sign); sign = sign()) {
            text.append(sign);
            room -= utf8(sign);
        }
        return text.toString();
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private String sign() {
        return SIGNS.get(random.nextInt(SIGNS.size()));
    }

    private List<Object> list(FieldType type, int size) {
        List<Object> list = new ArrayList<>();
        for (int left = size; left > 0; left--) {
            list.add(Objects.requireNonNull(value(Objects.requireNonNull(type.element()))));
        }
        return list;
    }

    /** Large bounds, as that of rules that are activated, are not exhausted. */
    private int size(int least, long bound) {
        int most = (int) Math.min(bound, 300);
        return random.nextInt(5) == 0 ? most : random.nextInt(4) == 0 ? least : random.nextInt(least, most + 1);
    }
}
