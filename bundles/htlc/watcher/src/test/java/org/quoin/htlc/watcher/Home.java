package org.quoin.htlc.watcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.core.wallet.KeyFiles;
import org.quoin.ledger.testkit.Person;

/** The files of a watcher. */
record Home(Path directory) {
    /** Configures it for two ledgers, on each of which it has the account and the key of a person. */
    static Home of(Path directory, TestNode first, TestNode second, Person person, String more) {
        Home home = new Home(directory);
        try {
            byte[] key =
                    Hash.sha256(person.name().getBytes(StandardCharsets.UTF_8)).toArray();
            new KeyFiles(directory.resolve("keys"), new SecureRandom())
                    .adopt(person.name(), "ed25519 " + HexFormat.of().formatHex(key));
            home.configure("keystore=keys\ncheckpoint=checkpoint\npoll=100ms\ngrace=10m\n"
                    + chain("first", first, person) + chain("second", second, person) + more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return home;
    }

    private static String chain(String name, TestNode node, Person person) {
        return name + ".address=" + node.address() + "\n" + name + ".chain=" + node.chainId() + "\n" + name
                + ".account=" + person.name() + "\n";
    }

    void configure(String text) throws IOException {
        Files.deleteIfExists(config());
        Files.createFile(config(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(config(), text);
    }

    Path config() {
        return directory.resolve("watcher.properties");
    }

    /** What a program has said. */
    Path logFile() {
        return directory.resolve("log");
    }

    String log() throws IOException {
        return Files.exists(logFile()) ? Files.readString(logFile()) : "";
    }
}
