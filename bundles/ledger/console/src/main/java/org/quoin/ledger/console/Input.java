package org.quoin.ledger.console;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Account;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.InvalidAmountException;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.description.Values;

/**
 * Reads what people give to a command. Every method takes the option or argument by the name that its user sees, and throws
 * a {@link ConsoleException} that says what is wrong with it.
 */
public final class Input {
    private final Ledger ledger;

    public Input(Ledger ledger) {
        this.ledger = ledger;
    }

    /** A file or directory by its name, wherever it is. */
    public Path path(String name, @Nullable String given) {
        String file = required(name, given);
        try {
            return Path.of(file).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw invalid(name, file, "cannot be the name of a file: choose another one.");
        }
    }

    public String required(String name, @Nullable String given) {
        if (given == null || given.isEmpty()) {
            throw new ConsoleException(
                    "MISSING_ARGUMENT",
                    name + " is missing: the command's --help shows an example.",
                    Values.of("argument", name));
        }
        return given;
    }

    /** The name of an account, which need not exist. */
    public String accountName(String name, @Nullable String given) {
        String account = required(name, given);
        if (!Names.isAccount(account)) {
            throw invalid(
                    name, account, "is not the name of an account: use 1 to 32 of a-z, 0-9, _, ., -, a letter first.");
        }
        return account;
    }

    /** An account that exists. */
    public Account account(String name, @Nullable String given) {
        String account = accountName(name, given);
        return ledger.account(account)
                .orElseThrow(() -> new ConsoleException(
                        "UNKNOWN_ACCOUNT",
                        "There is no account " + account + ": check the name, or create it with ledger:account-create "
                                + account + ".",
                        Values.of("account", account)));
    }

    /** The symbol of an asset, which need not exist. */
    public String assetSymbol(String name, @Nullable String given) {
        String symbol = required(name, given);
        if (!Names.isAsset(symbol)) {
            throw invalid(
                    name,
                    symbol,
                    "is not the symbol of an asset: use 2 to 32 of A-Z, a-z, 0-9, _, ., -, a letter first.");
        }
        return symbol;
    }

    /** An asset that exists. */
    public Asset asset(String name, @Nullable String given) {
        String symbol = assetSymbol(name, given);
        return ledger.asset(symbol)
                .map(AssetInfo::asset)
                .orElseThrow(() -> new ConsoleException(
                        "UNKNOWN_ASSET",
                        "There is no asset " + symbol + ": ledger:assets lists those that exist.",
                        Values.of("asset", symbol)));
    }

    /** An amount in whole units, {@code 1.5}. */
    public Amount amount(String name, @Nullable String given, Asset asset) {
        String amount = required(name, given);
        try {
            return Amount.parse(amount, asset);
        } catch (InvalidAmountException e) {
            throw new ConsoleException(
                    e.reason().name(),
                    name + ": " + e.getMessage() + ".",
                    Values.of("argument", name).and("value", amount).and("asset", asset.symbol()));
        }
    }

    /**
     * A tip for each unit of gas, in billionths of an asset, {@code 1.5}.
     *
     * @return in the smallest unit of the asset
     */
    public long tip(String name, @Nullable String given, Asset asset) {
        String tip = required(name, given);
        return Tips.parse(tip, asset)
                .orElseThrow(() -> invalid(
                        name,
                        tip,
                        "is not a tip: give billionths of " + asset + ", such as 1.5, that it divides into."));
    }

    public long number(String name, @Nullable String given, long min, long max) {
        String digits = required(name, given);
        if (digits.matches("[0-9]{1,18}")) {
            long number = Long.parseLong(digits);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw invalid(name, digits, "is not a whole number from " + min + " to " + max + ".");
    }

    /** A signature scheme by its name; Ed25519 if none is given. */
    public PublicKey.Scheme scheme(String name, @Nullable String given) {
        if (given == null) {
            return PublicKey.Scheme.ED25519;
        }
        return PublicKey.Scheme.ofName(given)
                .orElseThrow(() -> invalid(
                        name,
                        given,
                        "is not a signature scheme: use one of "
                                + Arrays.stream(PublicKey.Scheme.values())
                                        .map(PublicKey.Scheme::toString)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    /** A duration such as {@code 1h30m}. */
    public Duration duration(String name, @Nullable String given) {
        String duration = required(name, given);
        try {
            return Durations.parse(duration);
        } catch (IllegalArgumentException e) {
            throw invalid(name, duration, "is not a duration: use the units d, h, m and s, such as 30s, 2d or 1h30m.");
        }
    }

    /** Bytes in hexadecimal. */
    public Bytes bytes(String name, @Nullable String given) {
        String hex = required(name, given);
        try {
            return Bytes.fromHex(hex);
        } catch (IllegalArgumentException e) {
            throw invalid(name, hex, "is not hexadecimal: use pairs of 0-9 and a-f, without 0x.");
        }
    }

    /** A SHA-256 digest in hexadecimal. */
    public Hash hash(String name, @Nullable String given) {
        Bytes bytes = bytes(name, given);
        if (bytes.size() != Hash.SIZE) {
            throw invalid(
                    name, bytes.toHex(), "has " + 2 * bytes.size() + " hexadecimal digits, not 64: copy all of it.");
        }
        return new Hash(bytes);
    }

    private static ConsoleException invalid(String name, String given, String why) {
        return new ConsoleException(
                "INVALID_ARGUMENT",
                name + ": '" + given + "' " + why,
                Values.of("argument", name).and("value", given));
    }
}
