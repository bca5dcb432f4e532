package org.quoin.ledger.core.platform;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The two key pairs of the console, made at the first start: the node's own, by which the launcher knows that it talks to
 * this node, and the launcher's, by which it may log in. Whoever can read this directory is the administrator; nobody has a
 * password.
 *
 * <p>They are RSA because Karaf 4.4.10 reads the coordinates of an elliptic-curve login key as signed numbers, and so
 * refuses three such keys out of four.
 */
final class ConsoleKeys {
    private static final int BITS = 2048;
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final String USER = "quoin";
    private static final String ROLES = "_g_\\:admingroup = group,admin,manager,viewer,systembundles,ssh";

    private final Path etc;
    private final Path directory;

    /**
     * @param etc where Karaf looks for its host key and for who may log in
     * @param directory where the launcher looks for its key
     */
    ConsoleKeys(Path etc, Path directory) {
        this.etc = etc;
        this.directory = directory;
    }

    void prepare() throws IOException {
        try {
            String login = publicKey(readOrCreate(directory.resolve("login.key")));
            String host = publicKey(readOrCreate(etc.resolve("host.key")));
            admit(login);
            replace(directory.resolve("known_hosts"), List.of(USER + " ssh-rsa " + host));
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "the console's keys in " + directory + " cannot be used: move login.key and"
                            + " etc/host.key away and start again, then new ones are made",
                    e);
        }
    }

    private void admit(String login) throws IOException {
        Path users = etc.resolve("keys.properties");
        String entry = USER + " = " + login + ",_g_:admingroup";
        List<String> lines = new ArrayList<>(Files.exists(users) ? Files.readAllLines(users) : List.of());
        if (lines.contains(entry)) {
            return;
        }
        lines.removeIf(line -> line.startsWith(USER + " ="));
        lines.add(entry);
        if (!lines.contains(ROLES)) {
            lines.add(ROLES);
        }
        replace(users, lines);
    }

    private static RSAPrivateCrtKey readOrCreate(Path file) throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
            replace(file, List.of(BEGIN, base64, END));
        }
        String base64 = Files.readString(file).replace(BEGIN, "").replace(END, "");
        byte[] key = Base64.getMimeDecoder().decode(base64);
        return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
    }

    /** As RFC 4253 section 6.6 writes it. */
    private static String publicKey(RSAPrivateCrtKey key) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (byte[] part : List.of(
                "ssh-rsa".getBytes(StandardCharsets.US_ASCII),
                key.getPublicExponent().toByteArray(),
                key.getModulus().toByteArray())) {
            out.writeInt(part.length);
            out.write(part);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static void replace(Path file, List<String> lines) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(next, lines);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
