package org.quoin.ledger.core.wallet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.PublicKey.Scheme;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Wallet;
import org.quoin.ledger.core.crypto.Signers;

/**
 * The random private keys of each account in a file of its own that only the owner of the process may read: {@code NAME.key}, a
 * line for each key in the order in which they were made, of the scheme, a space, and the private key in hexadecimal. The keys are
 * not encrypted.
 */
public final class KeyFiles implements Wallet {
    private static final String SUFFIX = ".key";

    private final Path directory;
    private final SecureRandom random;

    /** @param directory is made if it is missing, with access for its owner only */
    public KeyFiles(Path directory, SecureRandom random) throws IOException {
        this.directory = directory;
        this.random = random;
        OwnerFiles.createDirectory(directory);
    }

    @Override
    public List<Signer> signers(String account) {
        Path file = file(account);
        try {
            return read(file);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the key file " + file + " cannot be read: check its owner and permissions", e);
        }
    }

    @Override
    public Signer create(String account, Scheme scheme) {
        Path file = file(account);
        byte[] key = Signers.randomKey(scheme, random);
        try {
            keep(line(scheme, key), draft -> Files.createLink(file, draft));
        } catch (FileAlreadyExistsException e) {
            throw new IllegalStateException("the wallet already holds a key for " + account, e);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
        return Signers.of(scheme, key);
    }

    /** The file is replaced at once by one that has the new key too: no crash loses a key. */
    @Override
    public synchronized Signer add(String account, Scheme scheme) {
        if (signers(account).isEmpty()) {
            return create(account, scheme);
        }
        Path file = file(account);
        byte[] key = Signers.randomKey(scheme, random);
        try {
            String lines = Files.readString(file, StandardCharsets.ISO_8859_1).strip() + "\n" + line(scheme, key);
            keep(lines, draft -> Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE));
        } catch (IOException e) {
            throw unwritable(file, e);
        }
        return Signers.of(scheme, key);
    }

    /** The content of each key file, by account: to be taken up by {@link #adopt} elsewhere. */
    public SortedMap<String, String> copy() {
        SortedMap<String, String> copy = new TreeMap<>();
        for (String account : accounts()) {
            Path file = file(account);
            try {
                copy.put(account, Files.readString(file, StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "the key file " + file + " cannot be read: check its owner and permissions", e);
            }
        }
        return copy;
    }

    /** @throws IllegalArgumentException if this is not the content of a key file */
    public static void requireKeys(String content) {
        List<Signer> unused = signers(content.strip().lines());
    }

    /**
     * Keeps the keys of another wallet beside those that there are, durably.
     *
     * @param content of its key file
     * @throws IllegalArgumentException if it is none
     */
    public synchronized void adopt(String account, String content) {
        requireKeys(content);
        Path file = file(account);
        try {
            List<String> lines = new ArrayList<>();
            if (Files.exists(file)) {
                Files.readString(file, StandardCharsets.ISO_8859_1)
                        .strip()
                        .lines()
                        .forEach(lines::add);
            }
            List<String> others = content.strip()
                    .lines()
                    .filter(line -> !lines.contains(line))
                    .toList();
            if (!others.isEmpty()) {
                lines.addAll(others);
                String all = String.join("\n", lines) + "\n";
                keep(all, draft -> Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE));
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private void keep(String lines, OwnerFiles.Naming naming) throws IOException {
        OwnerFiles.keep(directory, lines.getBytes(StandardCharsets.US_ASCII), naming);
    }

    private static UncheckedIOException unwritable(Path file, IOException cause) {
        return new UncheckedIOException(
                "the key file " + file + " cannot be written: check space and permissions", cause);
    }

    @Override
    public List<String> accounts() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .filter(Names::isAccount)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the wallet " + directory + " cannot be read: check its permissions", e);
        }
    }

    private static List<Signer> read(Path file) throws IOException {
        try {
            String lines = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            return signers(Arrays.stream(lines.split("\n")));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(noKey(file), e);
        }
    }

    private static List<Signer> signers(Stream<String> lines) {
        return lines.map(KeyFiles::signer).toList();
    }

    private static Signer signer(String line) {
        int space = line.indexOf(' ');
        Scheme scheme = Scheme.ofName(line.substring(0, Math.max(0, space)))
                .orElseThrow(() -> new IllegalArgumentException("the line names no scheme"));
        return Signers.of(scheme, HexFormat.of().parseHex(line.substring(space + 1)));
    }

    private static String line(Scheme scheme, byte[] key) {
        return scheme + " " + HexFormat.of().formatHex(key) + "\n";
    }

    private static String noKey(Path file) {
        return "the key file " + file + " holds no key: restore it from a backup";
    }

    private Path file(String account) {
        return directory.resolve(Names.requireAccount(account) + SUFFIX);
    }
}
