using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LoyaltyFunctions.Tests.Documentation;

namespace LoyaltyFunctions.Tests.Infra;

public sealed partial class SecurityTests
{
    [Fact]
    public void No_storage_account_takes_a_key_or_shows_a_blob_to_everybody()
    {
        var accounts = Template.ResourcesOf("Microsoft.Storage/storageAccounts").ToList();

        Assert.Equal(3, accounts.Count);
        Assert.All(accounts, account =>
        {
            Assert.False((bool)account.Property("allowSharedKeyAccess")!);
            Assert.False((bool)account.Property("allowBlobPublicAccess")!);
            Assert.Equal("TLS1_2", (string)account.Property("minimumTlsVersion")!);
        });
    }

    [Theory]
    [InlineData("Microsoft.ServiceBus/namespaces", "disableLocalAuth")]
    [InlineData("Microsoft.EventGrid/topics", "disableLocalAuth")]
    [InlineData("Microsoft.Insights/components", "DisableLocalAuth")]
    [InlineData("Microsoft.OperationalInsights/workspaces", "features.disableLocalAuth")]
    [InlineData("Microsoft.KeyVault/vaults", "enableRbacAuthorization")]
    [InlineData("Microsoft.KeyVault/vaults", "enablePurgeProtection")]
    [InlineData("Microsoft.Web/sites", "httpsOnly")]
    public void What_could_be_opened_with_a_key_is_opened_with_an_identity(string type, string property)
    {
        Assert.True((bool)Template.ResourcesOf(type).Single().Property(property)!);
    }

    [Fact]
    public void Messages_are_neither_lost_nor_kept_for_ever()
    {
        var queue = Template.ResourcesOf("Microsoft.ServiceBus/namespaces/queues").Single();

        Assert.True((bool)queue.Property("deadLetteringOnMessageExpiration")!);
        Assert.True((bool)queue.Property("requiresDuplicateDetection")!);
        Assert.Equal("P14D", (string)queue.Property("defaultMessageTimeToLive")!);
    }

    [Fact]
    public void The_archive_can_grow_and_not_be_changed_and_gets_cheaper_with_age()
    {
        var policy = Template.ResourcesOf("Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies").Single();
        var rules = Template.ResourcesOf("Microsoft.Storage/storageAccounts/managementPolicies").Single().Property("policy.rules")!.AsArray();
        var archive = rules.Single(rule => (string)rule!["name"]! == "tier-archived-days")!["definition"]!;

        Assert.True((bool)policy.Property("allowProtectedAppendWrites")!);
        Assert.Equal(["tierToArchive", "tierToCool"], Template.Keys(archive["actions"]!["baseBlob"]!).Order());
        Assert.All(rules, rule => Assert.DoesNotContain("archiveContainer", Deletes(rule!), StringComparison.Ordinal));
    }

    [Fact]
    public void Roles_are_given_to_an_identity_on_one_resource()
    {
        Assert.All(Template.ResourcesOf("Microsoft.Authorization/roleAssignments"), role =>
        {
            Assert.NotNull(role.Body["scope"]);
            Assert.Equal("ServicePrincipal", (string)role.Property("principalType")!);
            Assert.StartsWith("guid(", (string)role.Body["name"]!["$"]!, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void No_key_is_read_no_secret_is_named_and_no_role_is_that_of_an_owner()
    {
        const string owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
        const string contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c";

        Assert.All(Template.Sources, file =>
        {
            Assert.DoesNotMatch(ListsKeys(), file.Text);
            Assert.DoesNotContain(owner, file.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(contributor, file.Text, StringComparison.Ordinal);
        });
        Assert.All(Template.ParameterFiles, file => Assert.DoesNotMatch(SampleSecrets(), file.Text));
    }

    [Fact]
    public void The_linter_holds_security_rules_as_errors()
    {
        var rules = JsonNode.Parse(Repository.Read("infra/bicepconfig.json"))!["analyzers"]!["core"]!["rules"]!.AsObject();

        Assert.All(rules, rule => Assert.Equal("error", (string)rule.Value!["level"]!));
        Assert.Contains("outputs-should-not-contain-secrets", Template.Keys(rules));
        Assert.Contains("secure-secrets-in-params", Template.Keys(rules));
    }

    private static string Deletes(JsonNode rule) =>
        rule["definition"]!["actions"]!.ToJsonString().Contains("delete", StringComparison.Ordinal) ? rule["definition"]!["filters"]!.ToJsonString() : "";

    [GeneratedRegex(@"\blist[A-Z]\w*\(")]
    private static partial Regex ListsKeys();

    [GeneratedRegex("whsec_|[0-9a-f]{64}|AccountKey=|SharedAccessKey", RegexOptions.IgnoreCase)]
    private static partial Regex SampleSecrets();
}
