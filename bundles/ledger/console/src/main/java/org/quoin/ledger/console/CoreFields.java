package org.quoin.ledger.console;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Account;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.AssetInfo;
import org.quoin.ledger.api.Balance;
import org.quoin.ledger.api.Block;
import org.quoin.ledger.api.FeeTerms;
import org.quoin.ledger.api.Header;
import org.quoin.ledger.api.Health;
import org.quoin.ledger.api.HostGrant;
import org.quoin.ledger.api.LedgerInfo;
import org.quoin.ledger.api.Module;
import org.quoin.ledger.api.ModuleChange;
import org.quoin.ledger.api.ModuleId;
import org.quoin.ledger.api.RefusedRules;

/** The core's own things as people are shown them; the names are those of the contract with scripts. */
public final class CoreFields {
    private CoreFields() {}

    public static Fields info(LedgerInfo info) {
        return Fields.of("chainId", info.chainId())
                .and("height", info.height())
                .and("head", info.head())
                .and("stateRoot", info.stateRoot())
                .and("time", info.time())
                .and("modules", modules(info.modules()))
                .and("development", info.development());
    }

    public static Fields account(Account account) {
        return Fields.of("name", account.name())
                .and("keys", account.keys())
                .and("nonces", account.nonces().stream().map(CoreFields::nonce).toList());
    }

    public static Fields asset(AssetInfo info) {
        return Fields.of("asset", info.asset().symbol())
                .and("decimals", info.asset().decimals())
                .and("supply", info.supply())
                .and("issuer", info.issuer());
    }

    public static Fields balance(Balance balance) {
        return Fields.of("asset", balance.available().asset().symbol())
                .and("amount", balance.available())
                .and("locked", balance.locked());
    }

    public static Fields block(Block block) {
        Header header = block.header();
        return Fields.of("height", header.height())
                .and("hash", header.hash())
                .and("parent", header.parent())
                .and("historyRoot", header.history())
                .and("time", header.time())
                .and("chainId", header.chainId())
                .and("protocol", header.protocol())
                .and("inputHash", header.input())
                .and("stateRoot", header.state())
                .and("noncesRoot", header.nonces())
                .and("receiptsRoot", header.receipts())
                .and("eventsRoot", header.events())
                .and("operatorsHash", header.operators())
                .and("modules", modules(header.modules()))
                .and("transactions", block.transactions());
    }

    /**
     * What a transaction offers.
     *
     * @param asset the native one
     */
    public static Fields fee(FeeTerms fee, Asset asset) {
        return Fields.of("limit", new Amount(fee.limit(), asset))
                .and("asset", asset.symbol())
                .and("tip", Tips.format(fee.tip(), asset))
                .and("layer2", fee.layer2())
                .and("sponsor", fee.sponsor().isEmpty() ? null : fee.sponsor());
    }

    public static Fields health(Health.Report report) {
        return Fields.of("state", report.state().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .and("reason", report.reason().orElse(null))
                .and("checks", report.checks().stream().map(CoreFields::check).toList());
    }

    private static Fields check(Health.Check check) {
        return Fields.of("name", check.name())
                .and("required", check.required())
                .and("ok", check.ok())
                .and("reason", check.reason().orElse(null));
    }

    private static Fields nonce(Account.Nonce nonce) {
        return Fields.of("lane", nonce.lane()).and("next", nonce.next());
    }

    public static Fields module(Module module) {
        return module(module.id()).and("state", state(module.state())).and("openAgreements", module.openAgreements());
    }

    /** @param at the height of the first block under the rules, if they are due */
    public static Fields module(Module module, OptionalLong at) {
        return module(module).and("activeFrom", at.isPresent() ? at.getAsLong() : null);
    }

    /** Only these have a reason, and no name if they are no rules jar at all. */
    public static Fields refusedRules(RefusedRules rules) {
        return Fields.of("name", rules.id().map(ModuleId::capability).orElse(null))
                .and("version", rules.id().map(ModuleId::version).orElse(null))
                .and("sha256", rules.id().map(ModuleId::sha256).orElse(null))
                .and("state", "refused")
                .and("openAgreements", 0L)
                .and("activeFrom", null)
                .and("reason", rules.reason());
    }

    public static String state(Module.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    public static Fields moduleChange(ModuleChange change) {
        return module(change.module())
                .and("change", change.active() ? "activated" : "deactivated")
                .and("height", change.height())
                .and("tx", change.transaction());
    }

    /** Quotas are null where there is none. */
    public static Fields grant(HostGrant grant) {
        return Fields.of("host", grant.host())
                .and("capabilities", grant.capabilities())
                .and("transactions", quota(grant.transactions()))
                .and("bytes", quota(grant.bytes()));
    }

    private static @Nullable Long quota(OptionalLong quota) {
        return quota.isPresent() ? quota.getAsLong() : null;
    }

    /** Those that a header names: they were active. */
    public static List<Fields> modules(List<ModuleId> modules) {
        return modules.stream().map(CoreFields::module).toList();
    }

    private static Fields module(ModuleId module) {
        return Fields.of("name", module.capability())
                .and("version", module.version())
                .and("sha256", module.sha256());
    }
}
