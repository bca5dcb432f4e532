package org.quoin.host.gateway.guard;

import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.quoin.host.gateway.http.Scope;

/**
 * What an administrator decides. What he leaves open depends on the connection: see {@link Guard}.
 *
 * @param anonymous scopes of whoever shows no key
 * @param hosts names beside those of this machine by which the gateway may be called, without ports, in lowercase
 * @param origins of other pages that may read and write, as {@code https://example.org}
 * @param proxies networks whose word is taken on whom they ask for
 * @param requests most requests of one client, per second
 * @param transactions most transactions of one client, per second
 */
public record Settings(
        Optional<Set<Scope>> anonymous,
        Set<String> hosts,
        Set<String> origins,
        List<Network> proxies,
        OptionalDouble requests,
        OptionalDouble transactions) {

    /** Nothing decided. */
    public static Settings standard() {
        return of(Map.of());
    }

    /**
     * Of configuration properties: {@code anonymous}, {@code hosts}, {@code origins}, {@code proxies} are lists with commas,
     * {@code requests} and {@code transactions} numbers.
     *
     * @throws IllegalArgumentException says which property is wrong, and how it is to be written
     */
    public static Settings of(Map<String, ?> properties) {
        return new Settings(
                properties.containsKey("anonymous")
                        ? Optional.of(scopes(list(properties, "anonymous")))
                        : Optional.empty(),
                Set.copyOf(list(properties, "hosts").stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList()),
                list(properties, "origins").stream().map(Settings::origin).collect(Collectors.toUnmodifiableSet()),
                list(properties, "proxies").stream().map(Network::parse).toList(),
                rate(properties, "requests"),
                rate(properties, "transactions"));
    }

    /** @throws IllegalArgumentException if one is no scope */
    public static Set<Scope> scopes(List<String> codes) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String code : codes) {
            scopes.add(Arrays.stream(Scope.values())
                    .filter(scope -> scope.code().equals(code))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("'" + code + "' is no scope: write "
                            + Arrays.stream(Scope.values()).map(Scope::code).collect(Collectors.joining(", "))
                            + ", with commas between them.")));
        }
        return Set.copyOf(scopes);
    }

    /** The parts between commas, without spaces around them. */
    public static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static List<String> list(Map<String, ?> properties, String name) {
        Object value = properties.get(name);
        return value == null
                ? List.of()
                : list(value instanceof String[] all ? String.join(",", all) : value.toString());
    }

    private static String origin(String text) {
        URI uri = URI.create(text);
        if (uri.getScheme() == null
                || uri.getAuthority() == null
                || !text.equals(uri.getScheme() + "://" + uri.getAuthority())) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no origin: write it as https://example.org, without a slash at the end.");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static OptionalDouble rate(Map<String, ?> properties, String name) {
        Object value = properties.get(name);
        if (value == null || value.toString().isBlank()) {
            return OptionalDouble.empty();
        }
        double rate;
        try {
            rate = Double.parseDouble(value.toString().strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " = '" + value + "' is no number: write how many per second.", e);
        }
        if (!(rate > 0 && rate <= 1e9)) {
            throw new IllegalArgumentException(
                    name + " = " + value + " is out of range: write how many per second, above 0.");
        }
        return OptionalDouble.of(rate);
    }
}
