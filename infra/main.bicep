// The hub on Azure: one resource group, no key in any setting.
targetScope = 'resourceGroup'

import { client, commonSettings, containerNames, environmentSettings, partner, subscriber } from 'names.bicep'

@description('Short name of the environment. It is part of every name.')
@minLength(2)
@maxLength(6)
param environmentName string

@description('Region of everything that has one.')
param location string = resourceGroup().location

@description('Tags of everything that takes tags.')
param tags object = {}

@description('How many storage accounts hold the ledger. Fixed once it is in use: the account of a member follows from it.')
@minValue(1)
@maxValue(20)
param ledgerAccountCount int = 1

@description('Redundancy of the ledger and of the host storage.')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
])
param ledgerRedundancy string = 'Standard_ZRS'

@description('Redundancy of the archive. Zone-redundant accounts have no archive tier.')
@allowed([
  'Standard_LRS'
  'Standard_GRS'
  'Standard_RAGRS'
])
param archiveRedundancy string = 'Standard_GRS'

@description('How long nobody may change or delete what has been archived.')
@minValue(1)
@maxValue(146000)
param archiveRetentionDays int = 3650

@description('After how many days a compacted day of the archive goes to the archive tier. To read it again takes hours.')
@minValue(90)
param archiveTierAfterDays int = 730

@description('How long what partners sent is kept. Sales wait for their member for 30 days, so never less than that.')
@minValue(31)
param deliveriesRetentionDays int = 90

@description('How many instances of the HTTP functions are always there; 0 saves money and makes the first request wait.')
@minValue(0)
param alwaysReadyHttpInstances int = 0

@description('Most instances that the app may grow to.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 100

@description('Memory of an instance in MB.')
@allowed([
  512
  2048
  4096
])
param instanceMemoryMB int = 2048

@description('Puts storage, queues and vault behind private endpoints. Service Bus then has to be Premium.')
param privateNetwork bool = false

@description('Who is told of alerts.')
param alertEmails string[]

@description('How long logs and metrics are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('Logs a day in GB at which taking them in stops; -1 for no limit.')
param logDailyCapGb int = 10

@description('The part of traces that is kept. Metrics and alerts do not depend on it.')
param traceRatio string = '1.0'

@description('Callers of the API.')
param clients client[] = []

@description('Connected systems.')
param partners partner[] = []

@description('Receivers of outgoing webhooks.')
param subscribers subscriber[] = []

@description('Resource ids of the Event Grid topics that may deliver to the hub, such as an Azure Maps account with geofences.')
param eventSources string[] = []

@description('Settings of this environment besides the common ones, such as another schedule.')
param settings environmentSettings = {}

@description('The function that takes ERP files, once the code with it is deployed: Event Grid refuses to subscribe one that is not there.')
param erpFunctionName string = ''

var suffix = uniqueString(resourceGroup().id, environmentName)
var baseName = 'loyalty-${environmentName}'
var storageName = 'loyal${environmentName}${take(suffix, 8)}'
var hostStorageName = '${storageName}h'
var archiveStorageName = '${storageName}a'
var ledgerStorageNames = [for index in range(0, ledgerAccountCount): '${storageName}${index}']
var allTags = union(tags, {
  application: 'loyalty-functions'
  environment: environmentName
})

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-${baseName}'
  location: location
  tags: allTags
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    baseName: baseName
    location: location
    tags: allTags
    retentionDays: logRetentionDays
    dailyCapGb: logDailyCapGb
    principalId: identity.properties.principalId
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  name: 'network'
  params: {
    baseName: baseName
    location: location
    tags: allTags
  }
}

module hostStorage 'modules/host-storage.bicep' = {
  name: 'host-storage'
  params: {
    name: hostStorageName
    location: location
    tags: allTags
    redundancy: ledgerRedundancy
    isPublic: !privateNetwork
    principalId: identity.properties.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module ledgerStorage 'modules/ledger-storage.bicep' = [
  for name in ledgerStorageNames: {
    name: 'ledger-${name}'
    params: {
      name: name
      location: location
      tags: allTags
      redundancy: ledgerRedundancy
      isPublic: !privateNetwork
      principalId: identity.properties.principalId
      workspaceId: monitoring.outputs.workspaceId
    }
  }
]

module archiveStorage 'modules/archive-storage.bicep' = {
  name: 'archive-storage'
  params: {
    name: archiveStorageName
    location: location
    tags: allTags
    redundancy: archiveRedundancy
    containers: containerNames
    retentionDays: archiveRetentionDays
    archiveTierAfterDays: archiveTierAfterDays
    deliveriesRetentionDays: deliveriesRetentionDays
    isPublic: !privateNetwork
    principalId: identity.properties.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module messaging 'modules/messaging.bicep' = {
  name: 'messaging'
  params: {
    name: 'sb-${baseName}-${take(suffix, 8)}'
    location: location
    tags: allTags
    isPublic: !privateNetwork
    principalId: identity.properties.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module topic 'modules/topic.bicep' = {
  name: 'topic'
  params: {
    name: 'evgt-${baseName}-${take(suffix, 8)}'
    location: location
    tags: allTags
    principalId: identity.properties.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: 'kv-loyal${environmentName}-${take(suffix, 6)}'
    location: location
    tags: allTags
    isPublic: !privateNetwork
    principalId: identity.properties.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module endpoints 'modules/private-endpoints.bicep' = if (privateNetwork) {
  name: 'private-endpoints'
  params: {
    location: location
    tags: allTags
    subnetId: network.?outputs.endpointSubnetId ?? ''
    zoneIds: network.?outputs.zoneIds ?? {}
    targets: concat(
      [
        { name: '${hostStorageName}-blob', resourceId: hostStorage.outputs.id, service: 'blob' }
        { name: '${hostStorageName}-queue', resourceId: hostStorage.outputs.id, service: 'queue' }
        { name: '${hostStorageName}-table', resourceId: hostStorage.outputs.id, service: 'table' }
        { name: '${archiveStorageName}-blob', resourceId: archiveStorage.outputs.id, service: 'blob' }
        { name: 'service-bus', resourceId: messaging.outputs.id, service: 'namespace' }
        { name: 'key-vault', resourceId: vault.outputs.id, service: 'vault' }
      ],
      map(ledgerStorageNames, name => {
        name: '${name}-table'
        resourceId: resourceId('Microsoft.Storage/storageAccounts', name)
        service: 'table'
      })
    )
  }
  dependsOn: [
    ledgerStorage
  ]
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    name: 'func-${baseName}-${take(suffix, 8)}'
    location: location
    tags: allTags
    identityName: identity.name
    hostStorageName: hostStorageName
    deploymentContainer: hostStorage.outputs.deploymentContainer
    ledgerAccountNames: ledgerStorageNames
    archiveAccountName: archiveStorageName
    serviceBusName: messaging.outputs.name
    topicName: topic.outputs.name
    vaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
    workspaceId: monitoring.outputs.workspaceId
    subnetId: network.?outputs.appSubnetId
    alwaysReadyHttpInstances: alwaysReadyHttpInstances
    maximumInstanceCount: maximumInstanceCount
    instanceMemoryMB: instanceMemoryMB
    traceRatio: traceRatio
    eventSources: eventSources
    settings: union(commonSettings, settings)
    keyedSettings: concat(
      map(clients, item => { section: 'Clients', id: item.id, settings: item.settings, vault: item.vault }),
      map(partners, item => { section: 'Partners', id: item.id, settings: item.settings, vault: item.vault }),
      map(subscribers, item => { section: 'Subscribers', id: item.id, settings: item.settings, vault: item.vault })
    )
  }
  dependsOn: [
    ledgerStorage
    archiveStorage
    endpoints
  ]
}

module erpDrops 'modules/erp-drops.bicep' = {
  name: 'erp-drops'
  params: {
    name: 'evgs-${baseName}'
    location: location
    tags: allTags
    storageName: archiveStorageName
    appName: app.outputs.name
    functionName: erpFunctionName
    workspaceId: monitoring.outputs.workspaceId
  }
  dependsOn: [
    archiveStorage
  ]
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    baseName: baseName
    location: location
    tags: allTags
    emails: alertEmails
    workspaceId: monitoring.outputs.workspaceId
    serviceBusName: messaging.outputs.name
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  params: {
    baseName: baseName
    location: location
    tags: allTags
    workspaceId: monitoring.outputs.workspaceId
  }
}

@description('The function app, to deploy the code to.')
output appName string = app.outputs.name

@description('Where callers and partners find the hub.')
output appUrl string = app.outputs.url

@description('Where keys and secrets are put.')
output vaultName string = vault.outputs.name

@description('The accounts of the ledger, in their order.')
output ledgerAccounts string[] = ledgerStorageNames

@description('The account of the archive.')
output archiveAccount string = archiveStorageName

@description('The Service Bus namespace, to look at its dead letters.')
output serviceBusName string = messaging.outputs.name

@description('The topic that the events go to.')
output topicName string = topic.outputs.name
