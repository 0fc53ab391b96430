const list = (text: string): readonly string[] => text.trim().split(/,\s+/);

/** Forenames for people of the sample, drawn apart from everything else about them. All people are invented. */
export const forenames: readonly string[] = list(`
  Aaliyah, Adaeze, Aisha, Alan, Amina, André, Anjali, Asha, Beatriz, Bilal, Brigid, Carmen, Cemal,
  Chloë, Colin, Daniel, Delroy, Dorota, Eileen, Esther, Fadumo, Farah, Fatou, François, George,
  Grace, Hamza, Hassan, Helen, Hodan, Ibrahim, Imran, Inès, Irene, Ivy, Jasmine, Joan, José, Joyce,
  Kamal, Khadija, Kofi, Layla, Leonard, Lina, Lorraine, Maeve, Marek, Margaret, Marlon, Maryam,
  Mei, Mohamed, Nadia, Nazma, Niamh, Olu, Omar, Patrick, Paula, Priya, Rachel, Rashid, Renée,
  Rohan, Ruth, Sadia, Samuel, Shirin, Siân, Sunita, Tariq, Teresa, Thuy, Vera, Winston, Yasmin,
  Yusuf, Zainab, Zoë
`);

/** Surnames for people of the sample, some with letters that only a right reading of the file keeps. */
export const surnames: readonly string[] = list(`
  Abdi, Adeyemi, Ahmed, Akhtar, Ali, Anderson, Baptiste, Begum, Bennett, Blake, Brown, Campbell,
  Castaño, Chowdhury, Clarke, Costa, D’Souza, Demir, Doyle, Edwards, Evans, Farah, Fernandes,
  Fitzgerald, Francis, García, Gill, Gordon, Green, Haque, Hussain, Ionescu, Islam, Jama, James,
  Johnson, Jones, Kaur, Kelly, Khan, Khatun, Kowalska, Lee, Lewis, Mahmoud, Mbeki-Lowe, Mensah,
  Miah, Mitchell, Morgan, Müller, Murphy, N’Diaye, Nguyen, Nowak, O’Brien, O’Neill, Okafor, Osei,
  Patel, Peña, Popescu, Rahman, Reid, Roberts, Saleh, Sánchez, Shah, Sharma, Silva, Singh, Smith,
  Stewart, Taylor, Thomas, Uddin, Walker, Warsame, Williams, Yilmaz
`);

/** Invented places: they name the primary care networks and services of the sample. */
export const placeNames: readonly string[] = list(`
  Amberfield, Applewick, Ashmoor, Birchgate, Brackenhythe, Briarsea, Cinderford Row, Cobblemead,
  Coppergrove, Dovewater, Elderbourne, Fallowmere, Fennelgate, Foxglove Hill, Gorsewell,
  Hawthorn Reach, Hazelhythe, Heronsbrook, Honeyacre, Ivystone, Juniper Wharf, Kestrelford,
  Lanternway, Larkmarsh, Lavenderhurst, Mallowbridge, Marigold Cross, Nettlecombe Rise, Oakenhythe,
  Plumtree Bank, Quincegate, Rowanmead, Sorrelfield, Thistlewharf, Willowstair, Yarrowgate
`);

/** Name of the link worker `LW007`: invented, the same on every run. */
export function staffName(worker: string): string {
  const number = Number(worker.slice(2));
  return `${forenames[(number * 29 + 3) % forenames.length]} ${surnames[(number * 17 + 5) % surnames.length]}`;
}
