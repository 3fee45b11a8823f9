// One private endpoint for each service of each resource, registered in its zone.

@description('A service of a resource, and the name of its endpoint.')
type target = {
  name: string
  resourceId: string
  @description('blob, queue, table, namespace or vault.')
  service: string
}

param location string
param tags object
param subnetId string
param zoneIds object
param targets target[]

resource endpoints 'Microsoft.Network/privateEndpoints@2024-07-01' = [
  for item in targets: {
    name: 'pe-${item.name}'
    location: location
    tags: tags
    properties: {
      subnet: {
        id: subnetId
      }
      privateLinkServiceConnections: [
        {
          name: item.name
          properties: {
            privateLinkServiceId: item.resourceId
            groupIds: [
              item.service
            ]
          }
        }
      ]
    }
  }
]

resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-07-01' = [
  for (item, index) in targets: {
    parent: endpoints[index]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: item.service
          properties: {
            privateDnsZoneId: zoneIds[item.service]
          }
        }
      ]
    }
  }
]
