package org.quoin.ledger.core.wallet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.quoin.ledger.api.Names;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Wallet;
import org.quoin.ledger.core.crypto.Ed25519Signer;

/**
 * One random private key per account, each in a file of its own that only the owner of the process may read
 * ({@code NAME.key}: the scheme, a space, the private key in hexadecimal). The keys are not encrypted.
 */
public final class KeyFiles implements Wallet {
    private static final String SUFFIX = ".key";
    private static final String SCHEME = "ed25519 ";

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path directory;
    private final SecureRandom random;

    /** @param directory is made if it is missing, with access for its owner only */
    public KeyFiles(Path directory, SecureRandom random) throws IOException {
        this.directory = directory;
        this.random = random;
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    @Override
    public Optional<Signer> signer(String account) {
        Path file = file(account);
        try {
            return Optional.of(read(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the key file " + file + " cannot be read: check its owner and permissions", e);
        }
    }

    @Override
    public Signer create(String account) {
        Path file = file(account);
        byte[] seed = Ed25519Signer.randomSeed(random);
        try {
            keep(file, SCHEME + HexFormat.of().formatHex(seed) + "\n");
        } catch (FileAlreadyExistsException e) {
            throw new IllegalStateException("the wallet already holds a key for " + account, e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the key file " + file + " cannot be written: check space and permissions", e);
        }
        return new Ed25519Signer(seed);
    }

    /** The file gets its name once its content is durable, so that a crash never leaves half a key under it. */
    private void keep(Path file, String line) throws IOException {
        Path draft = Files.createTempFile(directory, ".", null, OWNER_ONLY);
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer content = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
                while (content.hasRemaining()) {
                    channel.write(content);
                }
                channel.force(true);
            }
            Files.createLink(file, draft);
        } finally {
            Files.delete(draft);
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
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

    private static Signer read(Path file) throws IOException {
        String line = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        try {
            if (line.startsWith(SCHEME)) {
                return new Ed25519Signer(HexFormat.of().parseHex(line.substring(SCHEME.length())));
            }
            throw new IllegalStateException(noKey(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(noKey(file), e);
        }
    }

    private static String noKey(Path file) {
        return "the key file " + file + " holds no key: restore it from a backup";
    }

    private Path file(String account) {
        return directory.resolve(Names.requireAccount(account) + SUFFIX);
    }
}
