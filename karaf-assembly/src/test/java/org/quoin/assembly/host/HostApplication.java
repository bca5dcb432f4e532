package org.quoin.assembly.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.quoin.htlc.api.CreateHtlc;
import org.quoin.htlc.api.Htlc;
import org.quoin.htlc.api.HtlcContract;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Development;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.GrantHost;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.HostGrant;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.ModulePolicy;
import org.quoin.ledger.api.OperationRecord;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.SetModulePolicy;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.Wallet;

/**
 * A bundle that is wired to the contracts of the ledger and of hashed timelock contracts. It keeps the first {@link Htlc} that
 * it gets, as a host does that does not expect to be restarted. Tests, which may be in another class space, tell it what to do
 * through the {@link Function} that it registers.
 */
public final class HostApplication implements BundleActivator, Function<String, String> {
    /** Of a secret that somebody might type, and of one that nobody does, in bytes. */
    private static final int SHORT = 11;

    private static final int LONG = 32;

    private static final Duration HOUR = Duration.ofHours(1);

    private @Nullable BundleContext context;
    private @Nullable Htlc kept;

    @Override
    public void start(BundleContext owner) {
        context = owner;
        owner.registerService(Function.class, this, null);
    }

    @Override
    public void stop(BundleContext owner) {
        // the framework takes back what the bundle registered
    }

    /** @param line a verb, and for most the id of a contract */
    @Override
    public String apply(String line) {
        String[] words = line.split(" ", 2);
        return switch (words[0]) {
            case "use" -> use();
            case "create" -> create(SHORT);
            case "createLong" -> create(LONG);
            case "pay" -> pay();
            case "govern" -> govern();
            case "offered" -> Boolean.toString(reference(Htlc.class) != null);
            case "kept" -> Boolean.toString(service(Htlc.class) == kept);
            case "redeem" -> redeem(Hash.fromHex(words[1]));
            case "refund" ->
                said(htlc().refund("user_1", signer("user_1"), Hash.fromHex(words[1]))
                        .join());
            case "show" ->
                htlc().contract(Hash.fromHex(words[1]))
                        .map(contract -> contract.state() + " " + contract.amount())
                        .orElse("none");
            case "advance" -> service(Development.class).advance(HOUR).time().toString();
            case "balance" ->
                service(Ledger.class).balances(words[1]).stream()
                        .filter(balance -> balance.available().asset().symbol().equals("ETH"))
                        .map(balance -> balance.available() + ", locked " + balance.locked())
                        .findFirst()
                        .orElse("none");
            default -> throw new IllegalArgumentException(line);
        };
    }

    private String use() {
        kept = service(Htlc.class);
        return "used";
    }

    private String create(int secretLength) {
        AssetInfo eth = service(Ledger.class).asset("ETH").orElseThrow();
        Instant expiry = service(Ledger.class).now().plus(HOUR);
        Bytes secret = secret(expiry, secretLength);
        CreateHtlc terms = new CreateHtlc(
                "user_1",
                "user_2",
                Amount.parse("0.5", eth.asset()),
                Hash.sha256(secret.toArray()),
                secret.size(),
                expiry);
        Htlc.Creation creation = htlc().create(signer("user_1"), terms).join();
        return creation.id().map(Hash::toString).orElseGet(() -> said(creation.receipt()));
    }

    /** Whatever host made it. */
    private String redeem(Hash id) {
        HtlcContract contract = htlc().contract(id).orElseThrow();
        Bytes secret = secret(contract.expiry(), contract.preimageLength());
        return said(htlc().redeem("user_2", signer("user_2"), id, secret).join());
    }

    /** Another for every contract, and one that every host knows. */
    private static Bytes secret(Instant expiry, int length) {
        byte[] hash = Hash.sha256(expiry.toString().getBytes(UTF_8)).toArray();
        return Bytes.of(Arrays.copyOf(hash, length));
    }

    private String pay() {
        AssetInfo eth = service(Ledger.class).asset("ETH").orElseThrow();
        return submitted("user_1", new Transfer("user_1", "user_2", Amount.parse("0.5", eth.asset())));
    }

    /** From then on nothing is allowed but what operators grant: everything, to everybody. */
    private String govern() {
        String granted = submitted("operator", new GrantHost(new HostGrant("*", List.of("*"))));
        return granted.equals("applied") ? submitted("operator", new SetModulePolicy(ModulePolicy.GOVERNED)) : granted;
    }

    private String submitted(String account, OperationRecord operation) {
        return said(new LedgerClient(service(Ledger.class))
                .submit(account, signer(account), operation)
                .join());
    }

    private Htlc htlc() {
        return Objects.requireNonNull(kept, "no contracts are in use");
    }

    private Signer signer(String account) {
        return service(Ledger.class)
                .account(account)
                .flatMap(service(Wallet.class)::signer)
                .orElseThrow();
    }

    private static String said(Receipt receipt) {
        Optional<Failure> failure = receipt.failure();
        return failure.map(Failure::code).orElse("applied");
    }

    private <T> T service(Class<T> type) {
        ServiceReference<T> reference = reference(type);
        if (reference == null) {
            throw new IllegalStateException("there is no " + type);
        }
        return owner().getService(reference);
    }

    private <T> @Nullable ServiceReference<T> reference(Class<T> type) {
        return owner().getServiceReference(type);
    }

    private BundleContext owner() {
        return Objects.requireNonNull(context, "the bundle is not started");
    }
}
