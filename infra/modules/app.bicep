// The function app. Its settings are put together here: what is fixed, what is made, and what stands in the vault.

@description('Settings with an id in their name, such as Clients__till__Scopes.')
type keyed = {
  section: string
  id: string
  settings: object
  @description('Names of settings whose values are in the vault.')
  vault: string[]
}

@description('How a setting refers to the vault. Names of secrets have dashes where settings have underscores.')
func inVault(vault string, setting string) string =>
  '@Microsoft.KeyVault(VaultName=${vault};SecretName=${replace(setting, '__', '--')})'

param name string
param location string
param tags object
param identityName string
param hostStorageName string

@description('URL of the container that the code is deployed to.')
param deploymentContainer string

param ledgerAccountNames string[]
param archiveAccountName string
param serviceBusName string
param topicName string
param vaultName string
param insightsName string
param workspaceId string

@description('The subnet that the app reaches out from; none without a network of its own.')
param subnetId string?

param alwaysReadyHttpInstances int
param maximumInstanceCount int
param instanceMemoryMB int

@description('The part of traces that is kept, such as 0.05.')
param traceRatio string

@description('Resource ids of the Event Grid topics that may deliver to the hub.')
param eventSources string[]

@description('Settings that are neither made here nor in the vault.')
param settings object

param keyedSettings keyed[]

var tableSuffix = 'table.${environment().suffixes.storage}'
var blobSuffix = 'blob.${environment().suffixes.storage}'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource serviceBus 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: serviceBusName
}

resource topic 'Microsoft.EventGrid/topics@2025-02-15' existing = {
  name: topicName
}

var hubSettings = {
  AzureWebJobsStorage__accountName: hostStorageName
  AzureWebJobsStorage__clientId: identity.properties.clientId
  EventGrid__TopicEndpoint: topic.properties.endpoint
  Ledger__Archive: 'https://${archiveAccountName}.${blobSuffix}'
}

// Read by the Functions host and its extensions rather than by the hub.
var platformSettings = {
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  AzureWebJobsStorage__credential: 'managedidentity'
  OTEL_TRACES_SAMPLER: 'parentbased_traceidratio'
  OTEL_TRACES_SAMPLER_ARG: traceRatio
  ServiceBusConnection__clientId: identity.properties.clientId
  ServiceBusConnection__credential: 'managedidentity'
  ServiceBusConnection__fullyQualifiedNamespace: split(split(serviceBus.properties.serviceBusEndpoint, '/')[2], ':')[0]
}

var ledgerSettings = toObject(
  range(0, length(ledgerAccountNames)),
  index => 'Ledger__Accounts__${index}',
  index => 'https://${ledgerAccountNames[index]}.${tableSuffix}'
)

var sourceSettings = toObject(
  range(0, length(eventSources)),
  index => 'EventGrid__Sources__${index}',
  index => eventSources[index]
)

var entrySettings = reduce(
  keyedSettings,
  {},
  (all, item) => union(
    all,
    toObject(
      items(item.settings),
      entry => '${item.section}__${item.id}__${entry.key}',
      entry => entry.value
    ),
    toObject(
      item.vault,
      entry => '${item.section}__${item.id}__${entry}',
      entry => inVault(vaultName, '${item.section}__${item.id}__${entry}')
    )
  )
)

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource site 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: subnetId
    siteConfig: {
      http20Enabled: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainer
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyHttpInstances > 0
          ? [
              {
                name: 'http'
                instanceCount: alwaysReadyHttpInstances
              }
            ]
          : []
      }
    }
  }
}

resource appSettings 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: site
  name: 'appsettings'
  properties: union(settings, hubSettings, platformSettings, ledgerSettings, sourceSettings, entrySettings)
}

// Code comes in with an identity, never with a password.
resource ftpPublishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: site
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource scmPublishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: site
  name: 'scm'
  properties: {
    allow: false
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: site
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'FunctionAppLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

output name string = site.name
output url string = 'https://${site.properties.defaultHostName}'
