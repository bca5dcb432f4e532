package org.quoin.ledger.core.wallet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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
            return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the key file " + file + " cannot be read: check its owner and permissions", e);
        }
    }

    @Override
    public Signer create(String account) {
        Path file = file(account);
        byte[] seed = Ed25519Signer.randomSeed(random);
        try (FileChannel channel = FileChannel.open(
                file,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            String line = SCHEME + HexFormat.of().formatHex(seed) + "\n";
            ByteBuffer content = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            throw new IllegalStateException("the wallet already holds a key for " + account, e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the key file " + file + " cannot be written: check space and permissions", e);
        }
        syncDirectory();
        return new Ed25519Signer(seed);
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
        String line = Files.readString(file, StandardCharsets.US_ASCII).strip();
        if (!line.startsWith(SCHEME)) {
            throw new IOException("it does not start with '" + SCHEME.strip() + "'");
        }
        try {
            return new Ed25519Signer(HexFormat.of().parseHex(line.substring(SCHEME.length())));
        } catch (IllegalArgumentException e) {
            throw new IOException("it holds no key", e);
        }
    }

    private Path file(String account) {
        return directory.resolve(Names.requireAccount(account) + SUFFIX);
    }

    private void syncDirectory() {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("the wallet " + directory + " cannot be made durable", e);
        }
    }
}
