package org.quoin.host.gateway.guard;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.quoin.host.gateway.http.ProblemException;

/**
 * Who asks, as far as addresses tell.
 *
 * @param name his address; of IPv6 the first 64 bits, which are one customer's
 * @param origin of pages of this gateway, as his browser names it
 */
record Caller(String name, String origin, boolean isLocal) {

    static Caller of(Head head, Settings settings) {
        InetAddress peer = Network.literal(head.from())
                .orElseThrow(() ->
                        ProblemException.of(400, "UNKNOWN_ADDRESS", "The connection has no address: connect by IP."));
        boolean trusted = isTrusted(peer, settings);
        boolean forwarded =
                List.of("x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "forwarded", "via").stream()
                        .anyMatch(head.headers()::containsKey);
        InetAddress client = trusted ? forwarded(head, settings).orElse(peer) : peer;
        boolean secure =
                trusted ? head.single("x-forwarded-proto").map("https"::equals).orElse(head.secure()) : head.secure();
        boolean local = !forwarded
                && client.isLoopbackAddress()
                && Network.literal(head.to())
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent()
                && isThisMachine(nameOf(head.host()));
        return new Caller(name(client), (secure ? "https://" : "http://") + host(head, secure), local);
    }

    /** The nearest of those that a trusted one names and that is not trusted itself. */
    private static Optional<InetAddress> forwarded(Head head, Settings settings) {
        List<String> named = head.headers().getOrDefault("x-forwarded-for", List.of()).stream()
                .flatMap(line -> Settings.list(line).stream())
                .toList();
        for (int i = named.size() - 1; i >= 0; i--) {
            Optional<InetAddress> address = Network.literal(named.get(i));
            if (address.isEmpty()) {
                return Optional.empty();
            }
            if (!isTrusted(address.get(), settings)) {
                return address;
            }
        }
        return Optional.empty();
    }

    private static boolean isTrusted(InetAddress address, Settings settings) {
        return settings.proxies().stream().anyMatch(network -> network.contains(address));
    }

    private static String name(InetAddress address) {
        if (address instanceof Inet6Address && !address.isLoopbackAddress()) {
            byte[] bytes = address.getAddress();
            Arrays.fill(bytes, 8, 16, (byte) 0);
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 8; i += 2) {
                text.append(Integer.toHexString((bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff))
                        .append(':');
            }
            return text.append(":/64").toString();
        }
        return address.getHostAddress();
    }

    /** As a browser writes it in an origin: without the port that goes without saying. */
    private static String host(Head head, boolean secure) {
        String host = head.single("host").orElse(head.host()).toLowerCase(Locale.ROOT);
        String unsaid = secure ? ":443" : ":80";
        return host.endsWith(unsaid) ? host.substring(0, host.length() - unsaid.length()) : host;
    }

    /** Without the port, in lowercase. */
    static String nameOf(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[")) {
            int end = name.indexOf(']');
            return end < 0 ? name : name.substring(0, end + 1);
        }
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    static boolean isThisMachine(String name) {
        return name.equals("localhost")
                || name.equals("127.0.0.1")
                || name.equals("[::1]")
                || name.equals("[0:0:0:0:0:0:0:1]");
    }
}
