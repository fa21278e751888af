export const SHOP = `#graphql
  query Shop {
    shop { id name currencyCode ianaTimezone }
    currentAppInstallation { accessScopes { handle } }
  }
`;
