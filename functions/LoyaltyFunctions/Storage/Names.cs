namespace LoyaltyFunctions.Storage;

/// <summary>Every queue, table and container of the hub. Bicep creates the same ones; a test compares.</summary>
public static class Names
{
    /// <summary>The connection setting of the Service Bus namespace.</summary>
    public const string ServiceBus = "ServiceBusConnection";

    public static class Queues
    {
        public const string Inbound = "inbound";

        /// <summary>Shards of scheduled runs.</summary>
        public const string Shards = "shards";

        /// <summary>Files that were dropped for the hub.</summary>
        public const string Files = "files";
    }

    public static class Tables
    {
        public const string Accounts = "Accounts";
        public const string Claims = "Claims";
        public const string Identities = "Identities";
        public const string Deliveries = "Deliveries";
        public const string Waiting = "Waiting";
        public const string Outbox = "Outbox";
        public const string DeadLetters = "DeadLetters";
        public const string Due = "Due";
        public const string Runs = "Runs";
        public const string Programmes = "Programmes";
        public const string Fences = "Fences";
        public const string Stock = "Stock";
        public const string Budgets = "Budgets";
        public const string Notices = "Notices";
        public const string Contacts = "Contacts";
        public const string Files = "Files";
        public const string Items = "Items";
        public const string Unclaimed = "Unclaimed";
        public const string Figures = "Figures";
        public const string Campaigns = "Campaigns";
        public const string Boards = "Boards";
        public const string Holds = "Holds";
        public const string Tills = "Tills";
        public const string SharedTraces = "SharedTraces";

        public static readonly IReadOnlyList<string> All = [Accounts, Claims, Identities, Deliveries, Waiting, Outbox, DeadLetters, Due, Runs, Programmes, Fences, Stock, Budgets, Notices, Contacts, Files, Items, Unclaimed, Figures, Campaigns, Boards, Holds, Tills, SharedTraces];
    }

    public static class Containers
    {
        /// <summary>One ledger entry a line, for ever.</summary>
        public const string Archive = "archive";

        /// <summary>What partners sent, as they sent it; personal data, so a lifecycle rule deletes it.</summary>
        public const string Deliveries = "deliveries";

        /// <summary>Where an ERP drops its files, and finds what was wrong with them; personal data too.</summary>
        public const string ErpInbox = "erp-inbox";

        public static readonly IReadOnlyList<string> All = [Archive, Deliveries, ErpInbox];
    }
}
