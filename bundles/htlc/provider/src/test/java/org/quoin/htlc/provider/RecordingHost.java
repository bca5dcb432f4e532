package org.quoin.htlc.provider;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.quoin.rules.host.Host;

/** Says yes to whatever the rules do at one moment, and keeps the bytes of what they wrote and reported. */
final class RecordingHost {
    /** How a run ended that was refused. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final String code;
        final transient byte[] values;

        Refused(String code, byte[] values) {
            super(code);
            this.code = code;
            this.values = values;
        }
    }

    private static final Object[] NOTHING = {};

    private final byte[] operationId;
    private final byte[] digest;
    private final Map<String, byte[]> rows = new HashMap<>();
    private final Map<String, byte[]> events = new HashMap<>();
    private long time;

    /** @param digest what everything hashes to */
    RecordingHost(String operationId, String digest) {
        this.operationId = HexFormat.of().parseHex(operationId);
        this.digest = HexFormat.of().parseHex(digest);
    }

    RecordingHost at(long now) {
        time = now;
        return this;
    }

    byte[] event(String name) {
        return Objects.requireNonNull(events.get(name), name);
    }

    Host host() {
        return (Host) Proxy.newProxyInstance(
                Host.class.getClassLoader(),
                new Class<?>[] {Host.class},
                (proxy, method, given) -> answer(method, given == null ? NOTHING : given));
    }

    private @Nullable Object answer(Method method, Object[] given) {
        return switch (method.getName()) {
            case "time" -> time;
            case "version" -> "1.1.0";
            case "caller" -> "alice";
            case "operationId" -> operationId;
            case "hasAccount" -> 1L;
            case "sha256" -> digest;
            case "get" -> rows.get(row(given));
            case "put" -> rows.put(row(given), (byte[]) given[2]);
            case "remove" -> rows.remove(row(given));
            case "next" -> null;
            case "emit" -> events.put((String) given[0], (byte[]) given[1]);
            case "refuse" -> throw new Refused((String) given[0], (byte[]) given[1]);
            case "open", "close", "transfer" -> null;
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }

    private static String row(Object[] given) {
        return given[0] + " " + HexFormat.of().formatHex((byte[]) given[1]);
    }
}
