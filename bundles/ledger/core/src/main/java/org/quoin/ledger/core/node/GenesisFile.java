package org.quoin.ledger.core.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.core.execution.Genesis;
import org.quoin.ledger.core.journal.DamagedDataException;

/** The encoded genesis and the chain id that follows from it, so that damage is told from another genesis. */
final class GenesisFile {
    private final Path file;

    GenesisFile(Path file) {
        this.file = file;
    }

    /** @throws DamagedDataException if it is missing, or not as it was written */
    Genesis read() throws IOException {
        try {
            byte[] content = Files.readAllBytes(file);
            int length = Math.max(0, content.length - Hash.SIZE);
            Genesis genesis = Genesis.decode(Bytes.of(Arrays.copyOf(content, length)));
            if (!Arrays.equals(genesis.chainId().toArray(), Arrays.copyOfRange(content, length, content.length))) {
                throw damaged("it is not as it was written");
            }
            return genesis;
        } catch (NoSuchFileException e) {
            throw damaged("the file is missing");
        } catch (MalformedBytesException e) {
            throw damaged(String.valueOf(e.getMessage()));
        }
    }

    /** Where nothing is yet: making it durable is left to the caller. */
    void write(Genesis genesis) throws IOException {
        byte[] encoded = genesis.encode().toArray();
        byte[] content = Arrays.copyOf(encoded, encoded.length + Hash.SIZE);
        System.arraycopy(genesis.chainId().toArray(), 0, content, encoded.length, Hash.SIZE);
        Files.write(file, content);
    }

    /** Returns when it is durable. */
    void replace(Genesis genesis) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        new GenesisFile(next).write(genesis);
        force(next);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(file.resolveSibling(""));
    }

    private DamagedDataException damaged(String problem) {
        return new DamagedDataException(file.toString(), 0, problem);
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
