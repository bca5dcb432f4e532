package org.quoin.htlc.watcher;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Names;

/**
 * What the owner decides: a file of properties.
 *
 * @param first a ledger
 * @param second the other
 * @param keystore a keystore file of the wallet, or a directory of key files that are not encrypted
 * @param checkpoint remembers up to where events were dealt with
 * @param status says how it goes, for {@code --status}
 * @param grace how long after its expiry a contract is left to a ledger that refunds it by itself
 * @param poll how often a ledger is asked for its time: what is due on one on which nothing happens is done so much later at most
 */
record Config(Chain first, Chain second, Path keystore, Path checkpoint, Path status, Duration grace, Duration poll) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    /**
     * One of the two ledgers.
     *
     * @param name {@code first} or {@code second}
     * @param address of its gateway, with a slash at its end
     * @param id the only chain that is accepted there
     * @param account whose contracts are looked after
     * @param lane of the account's nonces, which nobody else should use
     * @param apiKey of the gateway, with the scopes read and submit, if it asks for one
     * @param feeLimit the most that is offered for a transaction, in whole units of the native asset
     */
    record Chain(
            String name,
            URI address,
            Hash id,
            String account,
            int lane,
            Optional<String> apiKey,
            Optional<String> feeLimit) {
        @Override
        public String toString() {
            return name; // the key is nobody's business
        }
    }

    /** @throws WatcherException says which property is wrong, and how it is to be written */
    static Config read(Path file) {
        return new Reader(file).config();
    }

    private static final class Reader {
        private final Path file;
        private final Properties properties = new Properties();
        private final Set<String> used = new HashSet<>();

        Reader(Path file) {
            this.file = file;
            try {
                properties.load(new StringReader(new PrivateFile(file).read()));
            } catch (IOException | IllegalArgumentException e) {
                throw new WatcherException(file + " is not a file of properties: write NAME=VALUE in each line.", e);
            }
        }

        Config config() {
            Config config = new Config(
                    chain("first"),
                    chain("second"),
                    path("keystore", null),
                    path("checkpoint", null),
                    path("status", required("checkpoint") + ".status"),
                    duration("grace", "1m"),
                    duration("poll", "2s"));
            for (String name : properties.stringPropertyNames()) {
                if (!used.contains(name)) {
                    throw wrong(name, "is no property of the watcher: remove it");
                }
            }
            return config;
        }

        private Chain chain(String name) {
            return new Chain(
                    name,
                    address(name + ".address"),
                    hash(name + ".chain"),
                    account(name + ".account"),
                    lane(name + ".lane"),
                    find(name + ".key"),
                    feeLimit(name + ".fee-limit"));
        }

        private Optional<String> find(String name) {
            used.add(name);
            return Optional.ofNullable(properties.getProperty(name))
                    .map(String::strip)
                    .filter(value -> !value.isEmpty());
        }

        private String required(String name) {
            return find(name).orElseThrow(() -> wrong(name, "is missing"));
        }

        private Path path(String name, @Nullable String otherwise) {
            String text =
                    find(name).or(() -> Optional.ofNullable(otherwise)).orElseThrow(() -> wrong(name, "is missing"));
            return file.toAbsolutePath().resolveSibling(text).normalize();
        }

        private URI address(String name) {
            String text = required(name);
            try {
                URI address = URI.create(text.endsWith("/") ? text : text + "/");
                if (Set.of("http", "https").contains(String.valueOf(address.getScheme()))
                        && address.getHost() != null) {
                    return address;
                }
            } catch (IllegalArgumentException e) {
                throw (WatcherException) wrongAddress(name).initCause(e);
            }
            throw wrongAddress(name);
        }

        private WatcherException wrongAddress(String name) {
            return wrong(name, "is the address of a gateway, such as http://127.0.0.1:8181/");
        }

        private Hash hash(String name) {
            try {
                return Hash.fromHex(required(name));
            } catch (IllegalArgumentException e) {
                throw (WatcherException) wrong(name, "is the id of a chain, as ledger:info shows it")
                        .initCause(e);
            }
        }

        private String account(String name) {
            String account = required(name);
            if (!Names.isAccount(account)) {
                throw wrong(name, "is the name of an account");
            }
            return account;
        }

        private int lane(String name) {
            String text = find(name).orElse("15");
            if (!text.matches("1[0-5]|[0-9]")) {
                throw wrong(name, "is a number from 0 to 15");
            }
            return Integer.parseInt(text);
        }

        private Optional<String> feeLimit(String name) {
            Optional<String> limit = find(name);
            if (limit.isPresent() && !limit.get().matches("[0-9]{1,20}(\\.[0-9]{1,18})?")) {
                throw wrong(name, "is an amount in whole units of the native asset, such as 0.05");
            }
            return limit;
        }

        private Duration duration(String name, String otherwise) {
            Matcher matcher = DURATION.matcher(find(name).orElse(otherwise));
            if (!matcher.matches()) {
                throw wrong(name, "is a duration such as 30s, 5m or 1h");
            }
            long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }

        private WatcherException wrong(String name, String what) {
            return new WatcherException("In " + file + ", '" + name + "' " + what + ".");
        }
    }
}
