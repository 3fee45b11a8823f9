// What the code names too: tests compare these lists with Storage/Names.cs, with the options and with local.settings.sample.json.
// A new queue, table, container or setting needs its line here and nothing else in this folder.

@export()
@description('Service Bus queues.')
var queueNames = [
  'inbound'
  'shards'
  'files'
]

@export()
@description('Tables of every ledger account.')
var tableNames = [
  'Accounts'
  'Claims'
  'Identities'
  'Deliveries'
  'Waiting'
  'Outbox'
  'DeadLetters'
  'Due'
  'Fences'
  'Notices'
  'Contacts'
  'Figures'
  'Runs'
  'Programmes'
  'Stock'
  'Files'
  'Items'
  'Unclaimed'
  'Campaigns'
  'Boards'
  'Holds'
  'Tills'
  'SharedTraces'
  'Budgets'
]

@export()
@description('Blob containers of the archive account.')
var containerNames = [
  'archive'
  'deliveries'
  'erp-inbox'
]

@export()
@description('The container whose blobs nobody may change or delete before their time.')
var archiveContainer = 'archive'

@export()
@description('The container of what partners sent: personal data, deleted when its time is over.')
var deliveriesContainer = 'deliveries'

@export()
@description('The container that the ERP drops its files in: personal data too.')
var erpContainer = 'erp-inbox'

@export()
@description('Settings that are the same in every environment, unless a parameter file overrides them.')
var commonSettings = {
  CompactArchiveSchedule: '0 30 1 * * *'
  DeliverOutboundSchedule: '*/5 * * * * *'
  ExpirePointsSchedule: '0 5 * * * *'
  LapseReservationsSchedule: '30 * * * * *'
  Program__Path: 'program.json'
  RateLimit__Burst: '400'
  RateLimit__FailuresPerMinute: '600'
  RateLimit__PerSecond: '200'
  RecalculateTiersSchedule: '0 15 * * * *'
  RunJourneysSchedule: '0 20 * * * *'
  ReconcileLedgerSchedule: '0 30 3 * * *'
  ReleasePendingSchedule: '0 10 * * * *'
  RenewSubscriptionsSchedule: '0 45 */6 * * *'
  RetryParkedSchedule: '0 */10 * * * *'
  SweepOutboxSchedule: '0 * * * * *'
  TellExpiringSchedule: '0 0 8 * * *'
}

@export()
@description('Settings of one environment: another value of a common one, or one that is set nowhere else.')
type environmentSettings = {
  @description('The key that signs codes for tills: a Key Vault reference, never the key itself.')
  Codes__Keys__0: string?
  @description('For how long after its end a till may tell of a code.')
  Codes__SettleDays: string?
  @description('How long a till may accept a code.')
  Codes__ValidMinutes: string?
  @description('A host, address or network that may be called although it is not in the public internet.')
  Outbound__AllowedHosts__0: string?
  @description('An instant from which on other systems are told; what is recorded before it, as in a first load, is told to nobody.')
  Outbound__From: string?
  @description('Calls to one target, by instance.')
  Outbound__PerSecond: string?
  *: string
}

// Settings with an id in their name: a type for each section, named like it (client for Clients__{id}__…).

@export()
@description('A caller of the API. Its key is hashed in the vault, as Clients--{id}--KeySha256.')
type client = {
  id: string
  @sealed()
  settings: {
    Scopes: string
    Partner: string?
  }
  @description('Settings whose values are in the vault.')
  vault: ('KeySha256')[]
}

@export()
@description('A connected system. Its secrets are in the vault, as Partners--{id}--Secrets--0.')
type partner = {
  id: string
  @sealed()
  settings: {
    Kind: string
    Format: string
    NotificationUrl: string?
    PublicUrl: string?
    ApiBase: string?
    OrganizationId: string?
    HeaderName: string?
    ApiTokenUrl: string?
    ApiClientId: string?
    ApiScope: string?
    Currency: string?
    PointsPerReceipt: string?
    PointsPerDay: string?
    PointsName: string?
    PointsRate: string?
  }
  @description('Settings whose values are in the vault. Secrets__1 is there while a secret is rotated.')
  vault: ('Secrets__0' | 'Secrets__1' | 'ApiToken' | 'ApiClientSecret')[]
}

@export()
@description('A receiver of outgoing webhooks. Its secrets are in the vault, as Subscribers--{id}--Secrets--0.')
type subscriber = {
  id: string
  @sealed()
  settings: {
    Url: string
    Events: string?
    Ordered: string?
  }
  @description('Settings whose values are in the vault. Secrets__1 is there while a secret is rotated.')
  vault: ('Secrets__0' | 'Secrets__1')[]
}
