package org.quoin.ledger.core.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;

/** Rules jars as files {@code <sha256>.jar} of one directory. */
final class DirectoryArchive implements ModuleArchive {
    private final Path directory;

    DirectoryArchive(Path directory) {
        this.directory = directory;
    }

    @Override
    public Optional<Bytes> find(Hash sha256) throws IOException {
        try {
            Bytes jar = Bytes.of(Files.readAllBytes(file(sha256)));
            return Optional.of(jar).filter(found -> Hash.sha256(found.toArray()).equals(sha256));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void keep(Hash sha256, Bytes jar) throws IOException {
        Files.createDirectories(directory);
        Path draft = Files.createTempFile(directory, sha256.toHex(), ".part");
        try {
            Files.write(draft, jar.toArray());
            force(draft);
            Files.move(draft, file(sha256), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        force(directory);
    }

    private Path file(Hash sha256) {
        return directory.resolve(sha256 + ".jar");
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
