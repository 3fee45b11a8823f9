using 'main.bicep'

param environmentName = 'prod'
param ledgerAccountCount = 4
param ledgerRedundancy = 'Standard_ZRS'
param archiveRedundancy = 'Standard_GRS'
param archiveRetentionDays = 3650
param archiveTierAfterDays = 730
param deliveriesRetentionDays = 90
param logRetentionDays = 180
param logDailyCapGb = 20
param traceRatio = '0.05'
param alwaysReadyHttpInstances = 2
param instanceMemoryMB = 2048
param maximumInstanceCount = 200
param privateNetwork = true
param alertEmails = [
  readEnvironmentVariable('LOYALTY_ALERT_EMAIL', 'alerts@example.com')
]
param clients = [
  {
    id: 'operator'
    settings: {
      Scopes: 'enrol,read,earn,redeem,adjust,erase,operate'
    }
    vault: [
      'KeySha256'
    ]
  }
  {
    id: 'till'
    settings: {
      Scopes: 'read,earn,redeem'
      Partner: 'acme'
    }
    vault: [
      'KeySha256'
    ]
  }
]
param partners = [
  {
    id: 'acme'
    settings: {
      Kind: 'pos'
      Format: 'StandardWebhooks'
    }
    vault: [
      'Secrets__0'
    ]
  }
]
param tags = {
  owner: 'loyalty'
}
