package org.quoin.ledger.api.description;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.PublicKey;

/**
 * Named values in an order, immutable. The typed accessors throw {@link IllegalArgumentException} where a name is missing or
 * its value has another type: the schema that the values were made by rules that out.
 */
public final class Values {
    private static final Values NONE = new Values(Map.of());

    /** These, and {@link #last} after them; null if there is a map from the start. */
    private final @Nullable Values before;

    private final @Nullable Last last;

    /** Made when somebody asks: values are often put together one by one. Two threads may make one each, of the same content. */
    private @Nullable Map<String, Object> byName;

    private record Last(String name, Object value) {}

    private Values(Map<String, Object> byName) {
        before = null;
        last = null;
        this.byName = byName;
    }

    private Values(Values before, Last last) {
        this.before = before;
        this.last = last;
    }

    public static Values none() {
        return NONE;
    }

    public static Values of(String name, Object value) {
        return NONE.and(name, value);
    }

    public static Values of(Map<String, Object> byName) {
        return new Values(Collections.unmodifiableMap(new LinkedHashMap<>(byName)));
    }

    /** @param byName in an order; nobody writes to it any more */
    static Values ofOwn(Map<String, Object> byName) {
        return new Values(Collections.unmodifiableMap(byName));
    }

    /** These values and one more. */
    public Values and(String name, Object value) {
        return new Values(this, new Last(name, value));
    }

    /** In the order of the schema; unmodifiable. */
    public Map<String, Object> asMap() {
        Map<String, Object> known = byName;
        if (known == null) {
            Map<String, Object> all = new LinkedHashMap<>();
            collect(all);
            known = Collections.unmodifiableMap(all);
            byName = known;
        }
        return known;
    }

    private void collect(Map<String, Object> all) {
        Map<String, Object> known = byName;
        if (known != null) {
            all.putAll(known);
        } else {
            Objects.requireNonNull(before).collect(all);
            Last own = Objects.requireNonNull(last);
            all.put(own.name(), own.value());
        }
    }

    public Optional<Object> find(String name) {
        return Optional.ofNullable(asMap().get(name));
    }

    public String text(String name) {
        return get(name, String.class);
    }

    public BigInteger units(String name) {
        return get(name, BigInteger.class);
    }

    public long number(String name) {
        return get(name, Long.class);
    }

    public Instant time(String name) {
        return get(name, Instant.class);
    }

    public Duration duration(String name) {
        return get(name, Duration.class);
    }

    public Bytes bytes(String name) {
        return get(name, Bytes.class);
    }

    public Hash hash(String name) {
        return get(name, Hash.class);
    }

    public PublicKey key(String name) {
        return get(name, PublicKey.class);
    }

    public boolean flag(String name) {
        return get(name, Boolean.class);
    }

    public List<?> list(String name) {
        return get(name, List.class);
    }

    private <T> T get(String name, Class<T> type) {
        Object value = asMap().get(name);
        if (value == null) {
            throw new IllegalArgumentException("there is no value '" + name + "' among " + asMap().keySet());
        }
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("the value '" + name + "' is a "
                    + value.getClass().getSimpleName() + ", not a " + type.getSimpleName());
        }
        return type.cast(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Values that && asMap().equals(that.asMap());
    }

    @Override
    public int hashCode() {
        return asMap().hashCode();
    }

    @Override
    public String toString() {
        return asMap().toString();
    }
}
