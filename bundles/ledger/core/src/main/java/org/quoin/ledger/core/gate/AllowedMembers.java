package org.quoin.ledger.core.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The part of Java that rules can use, as {@code allowed-members.txt} lists it. Types are named as class files do. */
final class AllowedMembers {
    private static final String FILE = "allowed-members.txt";
    private static final int FIXED = 8;
    private static final Pattern LINE = Pattern.compile("([\\w.$]+)(\\+?)(?: (\\d+))?:(.*)");

    private static final Pattern WORDS = Pattern.compile(" +");

    static final AllowedMembers LISTED = read();

    /** What the cost of a call grows with. */
    enum Growth {
        NOTHING,
        RESULT,
        LAST_ARGUMENT,
        RECEIVER;

        private static Growth of(String member) {
            return switch (member.charAt(member.length() - 1)) {
                case '*' -> RESULT;
                case '#' -> LAST_ARGUMENT;
                case '@' -> RECEIVER;
                default -> NOTHING;
            };
        }
    }

    /** In gas. */
    record Cost(int fixed, Growth growth) {}

    private static final class Type {
        private boolean extensible;
        private final Map<String, Cost> members = new LinkedHashMap<>();
    }

    private final Map<String, Type> types = new LinkedHashMap<>();

    /** Whether rules may name it. */
    boolean isType(String name) {
        return types.containsKey(name);
    }

    /** Whether rules may extend or implement it. */
    boolean isExtensible(String name) {
        Type type = types.get(name);
        return type != null && type.extensible;
    }

    /** The cost of a member, if rules may use it. */
    Optional<Cost> find(String type, String name, String descriptor) {
        Type listed = types.get(type);
        if (listed == null) {
            return Optional.empty();
        }
        String parameters = descriptor.substring(0, descriptor.indexOf(')') + 1);
        Cost exact = listed.members.get(name + parameters);
        return Optional.ofNullable(exact != null ? exact : listed.members.get(name));
    }

    private static AllowedMembers read() {
        try (InputStream in = AllowedMembers.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            AllowedMembers allowed = new AllowedMembers();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(allowed::add);
            return allowed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalStateException(FILE + " has a line that is none: " + line);
        }
        Type type = types.computeIfAbsent(parts.group(1).replace('.', '/'), none -> new Type());
        type.extensible |= !parts.group(2).isEmpty();
        int fixed = fixed(parts.group(3));
        WORDS.splitAsStream(parts.group(4).trim())
                .filter(member -> !member.isEmpty())
                .forEach(member -> add(type, member, fixed));
    }

    private static int fixed(@Nullable String given) {
        return given == null ? FIXED : Integer.parseInt(given);
    }

    private static void add(Type type, String member, int fixed) {
        Growth growth = Growth.of(member);
        String name = growth == Growth.NOTHING ? member : member.substring(0, member.length() - 1);
        type.members.put(name, new Cost(fixed, growth));
    }
}
