using 'main.bicep'

param environmentName = 'dev'
param ledgerAccountCount = 1
param ledgerRedundancy = 'Standard_LRS'
param archiveRedundancy = 'Standard_LRS'
param archiveRetentionDays = 1
param logRetentionDays = 30
param logDailyCapGb = 1
param instanceMemoryMB = 512
param maximumInstanceCount = 40
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
