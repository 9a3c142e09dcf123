<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="sv" sourcelanguage="en">
<context>
    <name>@default</name>
    <message>
        <source>line {}</source>
        <translation>rad {}</translation>
    </message>
    <message>
        <source>Layer “{}”</source>
        <translation>Lagret ”{}”</translation>
    </message>
    <message>
        <source>field “{}”</source>
        <translation>fältet ”{}”</translation>
    </message>
    <message>
        <source>value “{}”</source>
        <translation>värdet ”{}”</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>Strategi</translation>
    </message>
    <message>
        <source>Industry</source>
        <translation>Industri</translation>
    </message>
    <message>
        <source>Shores and holiday housing</source>
        <translation>Stränder och fritidsboende</translation>
    </message>
    <message>
        <source>Building rights</source>
        <translation>Byggrätter</translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation>Poängsättning</translation>
    </message>
    <message>
        <source>Planning run</source>
        <translation>Planeringskörning</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Data</translation>
    </message>
    <message>
        <source>Cancelled: nothing was written.</source>
        <translation>Avbrutet: ingenting skrevs.</translation>
    </message>
    <message>
        <source>Language of explanations</source>
        <translation>Motiveringarnas språk</translation>
    </message>
    <message>
        <source>As QGIS</source>
        <translation>Samma som i QGIS</translation>
    </message>
    <message>
        <source>Area: only parcels in it are judged</source>
        <translation>Område: bara lägenheterna i det bedöms</translation>
    </message>
    <message>
        <source>Optional.</source>
        <translation>Frivillig.</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultat</translation>
    </message>
    <message>
        <source>Source: {}</source>
        <translation>Källa: {}</translation>
    </message>
    <message>
        <source>How the criteria are put together</source>
        <translation>Hur kriterierna vägs samman</translation>
    </message>
    <message>
        <source>Weights, as id=number, …</source>
        <translation>Vikter i formen id=tal, …</translation>
    </message>
    <message>
        <source>Criteria and their shares of the whole: {}</source>
        <translation>Kriterierna och deras andel av helheten: {}</translation>
    </message>
    <message>
        <source>Criteria file instead of the shipped one</source>
        <translation>Kriteriefil i stället för den medföljande</translation>
    </message>
    <message>
        <source>weighted sum</source>
        <translation>viktad summa</translation>
    </message>
    <message>
        <source>weighted product</source>
        <translation>viktad produkt</translation>
    </message>
    <message>
        <source>ordered weighted average (OWA)</source>
        <translation>ordningsvägt medelvärde (OWA)</translation>
    </message>
    <message>
        <source>TOPSIS</source>
        <translation>TOPSIS</translation>
    </message>
    <message>
        <source>Parcels</source>
        <translation>Fastigheter</translation>
    </message>
    <message>
        <source>Zoning in force</source>
        <translation>Gällande planer</translation>
    </message>
    <message>
        <source>Target areas of the strategy</source>
        <translation>Strategins målområden</translation>
    </message>
    <message>
        <source>Laying the zoning over the strategy&apos;s targets</source>
        <translation>Planerna läggs över strategins mål</translation>
    </message>
    <message>
        <source>a key must be plain text</source>
        <translation>en nyckel måste vara ren text</translation>
    </message>
    <message>
        <source>all weights are 0</source>
        <translation>alla vikter är 0</translation>
    </message>
    <message>
        <source>anchors and aliases are not allowed</source>
        <translation>ankare och alias är inte tillåtna</translation>
    </message>
    <message>
        <source>has no water areas; the shoreline is measured from polygons</source>
        <translation>saknar vattenområden; strandlinjen mäts från polygoner</translation>
    </message>
    <message>
        <source>holds no layers that may be read</source>
        <translation>innehåller inga lager som får läsas</translation>
    </message>
    <message>
        <source>holds no map data</source>
        <translation>innehåller inga kartdata</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>är tom</translation>
    </message>
    <message>
        <source>is given twice</source>
        <translation>anges två gånger</translation>
    </message>
    <message>
        <source>is nested too deep</source>
        <translation>har för många nivåer</translation>
    </message>
    <message>
        <source>is no target area of the layer</source>
        <translation>är inget målområde i lagret</translation>
    </message>
    <message>
        <source>is not UTF-8 text</source>
        <translation>är inte UTF-8-text</translation>
    </message>
    <message>
        <source>is not a Finnish municipality code</source>
        <translation>är inte ett finländskt kommunnummer</translation>
    </message>
    <message>
        <source>is not a whole zip file</source>
        <translation>är inte en hel zip-fil</translation>
    </message>
    <message>
        <source>must be a list of &apos;key: value&apos; lines</source>
        <translation>måste vara en lista med rader av formen ”nyckel: värde”</translation>
    </message>
    <message>
        <source>must be at least 1</source>
        <translation>måste vara minst 1</translation>
    </message>
    <message>
        <source>must hold numbers</source>
        <translation>måste innehålla tal</translation>
    </message>
    <message>
        <source>must lie between 0 and 1</source>
        <translation>måste ligga mellan 0 och 1</translation>
    </message>
    <message>
        <source>no feature lies in the area</source>
        <translation>inget objekt ligger i området</translation>
    </message>
    <message>
        <source>the case has neither parcels, plan units nor zoning: there is nothing to judge</source>
        <translation>fallet har varken fastigheter, planenheter eller planer: det finns inget att bedöma</translation>
    </message>
    <message>
        <source>the case has no target areas, so the area can&apos;t be found</source>
        <translation>fallet har inga målområden, så området kan inte hittas</translation>
    </message>
    <message>
        <source>the coordinate system is not known and the coordinates fit none used in Finland; set it in the layer&apos;s properties</source>
        <translation>koordinatsystemet är inte känt och koordinaterna passar inget som används i Finland; ange det i lagrets egenskaper</translation>
    </message>
    <message>
        <source>the coordinate system is not known; set it in the layer&apos;s properties</source>
        <translation>koordinatsystemet är inte känt; ange det i lagrets egenskaper</translation>
    </message>
    <message>
        <source>the coordinate system of the height grid is not known; set it in the layer&apos;s properties</source>
        <translation>höjdmodellens koordinatsystem är inte känt; ange det i lagrets egenskaper</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>filen finns inte</translation>
    </message>
    <message>
        <source>Heinola planning</source>
        <translation>Heinola planläggning</translation>
    </message>
    <message>
        <source>Practice municipality</source>
        <translation>Övningskommun</translation>
    </message>
    <message>
        <source>Invented data: no real property is shown. Next: the planning run.</source>
        <translation>Påhittade data: inga verkliga fastigheter visas. Härnäst: planeringskörningen.</translation>
    </message>
    <message>
        <source>Planning results</source>
        <translation>Planeringskörningens resultat</translation>
    </message>
    <message>
        <source>The open project has no results of a planning run.</source>
        <translation>Det öppna projektet har inga resultat av en planeringskörning.</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Frågor</translation>
    </message>
    <message>
        <source>Open results…</source>
        <translation>Öppna resultat…</translation>
    </message>
    <message>
        <source>Results of a planning run</source>
        <translation>Resultat av en planeringskörning</translation>
    </message>
    <message>
        <source>QGIS project (*.qgz *.qgs)</source>
        <translation>QGIS-projekt (*.qgz *.qgs)</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>Motivering</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Placering</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Beteckning</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Poäng</translation>
    </message>
    <message>
        <source>The results are ready.</source>
        <translation>Resultaten är klara.</translation>
    </message>
    <message>
        <source>Open the results</source>
        <translation>Öppna resultaten</translation>
    </message>
    <message>
        <source>Open the practice municipality</source>
        <translation>Öppna övningskommunen</translation>
    </message>
    <message>
        <source>Planning run…</source>
        <translation>Planeringskörning…</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Resultat</translation>
    </message>
    <message>
        <source>Counts the floor area that the plan permits on each plan unit, what stands there, and what is left. The right is read from numbers or from the plan&apos;s notation (e=0.40, 2740+yht 260+t50, II-IV). What can&apos;t be known stays empty, with the reason; overbuilding on one unit never hides the reserve of another. With parcels given, the right is put together per parcel from the zones it lies in.</source>
        <translation>Räknar per planenhet den våningsyta som planen tillåter, den som är byggd och den som återstår. Byggrätten läses ur tal eller ur planbeteckningen (e=0.40, 2740+yht 260+t50, II-IV). Det som inte kan vetas lämnas tomt, med orsaken; ett överskridande på en enhet döljer aldrig reserven på en annan. Om fastigheter ges, sätts byggrätten ihop per fastighet av de planenheter den ligger i.</translation>
    </message>
    <message>
        <source>Units with their right</source>
        <translation>Enheterna med sin byggrätt</translation>
    </message>
    <message>
        <source>Reserve by block and use class</source>
        <translation>Reserven per kvarter och användningsklass</translation>
    </message>
    <message>
        <source>Make a practice municipality</source>
        <translation>Gör en övningskommun</translation>
    </message>
    <message>
        <source>Writes an invented municipality with parcels, plans, buildings, lakes, roads, protected areas and heights, in the layers, fields and codes of the real Finnish sources, with a case file for the planning run. Scale 1 has about 5 000 parcels. A few faults are planted for the data check to find.</source>
        <translation>Skriver en påhittad kommun med fastigheter, planer, byggnader, sjöar, vägar, skyddsområden och höjder i de verkliga finländska källornas lager, fält och koder, samt en fallfil för planeringskörningen. Skala 1 har ungefär 5 000 fastigheter. Några fel har lagts in för datagranskningen att hitta.</translation>
    </message>
    <message>
        <source>Scale (1 = about 5 000 parcels)</source>
        <translation>Skala (1 = ungefär 5 000 fastigheter)</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Frö</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Mapp</translation>
    </message>
    <message>
        <source>Case file</source>
        <translation>Fallfil</translation>
    </message>
    <message>
        <source>Shoreline holiday housing</source>
        <translation>Fritidsboende på stränderna</translation>
    </message>
    <message>
        <source>Looks for shore parcels that can take holiday homes: shore frontage, buildable area behind the setbacks, slope, aspect, road, flood, wetland, protected areas and relics, the plan in force. Parcels away from any shore are left out of the result.</source>
        <translation>Söker strandfastigheter som kan ta emot fritidshus: strandlinjens längd, byggbar yta bakom byggavstånden, lutning, väderstreck, väg, översvämning, våtmark, skyddsområden och fornlämningar, gällande plan. Fastigheter utan strand lämnas bort ur resultatet.</translation>
    </message>
    <message>
        <source>Industrial reservation</source>
        <translation>Industrireserv</translation>
    </message>
    <message>
        <source>Judges parcels for an industrial reservation: size and shape, terrain, road distance to the motorway junction, rail and power, groundwater, protected areas, dwellings nearby, the plan in force. Adjoining candidates are joined to sites. A layer that isn&apos;t given leaves its evidence unknown, never good or bad.</source>
        <translation>Bedömer fastigheternas lämplighet för en industrireserv: storlek och form, terräng, vägavstånd till motorvägens anslutning, järnväg och el, grundvatten, skyddsområden, närliggande bostäder, gällande plan. Angränsande kandidater fogas samman till områden. Ett lager som inte ges lämnar sina uppgifter okända, varken bra eller dåliga.</translation>
    </message>
    <message>
        <source>Judged parcels</source>
        <translation>Bedömda fastigheter</translation>
    </message>
    <message>
        <source>Sites of adjoining candidates</source>
        <translation>Områden av angränsande kandidater</translation>
    </message>
    <message>
        <source>Downtown infill</source>
        <translation>Kompletteringsbyggande i centrum</translation>
    </message>
    <message>
        <source>Ranks plots for infill by their unused right, how little of it is used beside the neighbours of the same use, and the walk to the market square, services and stops. Vacant plots and apartment houses without a lift are marked. A protected building makes a plot conditional, whatever its score.</source>
        <translation>Rangordnar tomter för kompletteringsbyggande efter outnyttjad byggrätt, hur lite av den som används jämfört med grannar av samma användning, och gångavståndet till torget, service och hållplatser. Obebyggda tomter och flervåningshus utan hiss märks ut. En skyddad byggnad gör tomten villkorlig, oavsett poäng.</translation>
    </message>
    <message>
        <source>Reads a case file, answers every question whose layers are there, lays the zoning over the strategy&apos;s targets, and writes a GeoPackage, a styled project, a map and a report into the folder. Files of the same names there are replaced when everything is ready; a cancelled or failed run changes nothing.</source>
        <translation>Läser en fallfil, besvarar varje fråga vars lager finns, lägger planerna över strategins mål och skriver ett GeoPackage, ett projekt med stilar, en karta och en rapport i mappen. Filer med samma namn ersätts först när allt är klart; en avbruten eller misslyckad körning ändrar ingenting.</translation>
    </message>
    <message>
        <source>Names the layers by role, the strategy, and what differs from the shipped criteria.</source>
        <translation>Namnger lagren efter roll, strategin och det som avviker från de medföljande kriterierna.</translation>
    </message>
    <message>
        <source>Folder of the results</source>
        <translation>Mapp för resultaten</translation>
    </message>
    <message>
        <source>Result layers</source>
        <translation>Resultatlager</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karta</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>Drawing the map and the report</source>
        <translation>Kartan och rapporten ritas</translation>
    </message>
    <message>
        <source>Heinola planning: zoning, strategy, suitability</source>
        <translation>Heinola planläggning: planer, strategi, lämplighet</translation>
    </message>
    <message>
        <source>Features to be judged</source>
        <translation>Objekt som ska bedömas</translation>
    </message>
    <message>
        <source>Criteria file (YAML or JSON)</source>
        <translation>Kriteriefil (YAML eller JSON)</translation>
    </message>
    <message>
        <source>Fields, value curves, weights and constraints; docs/scoring.md tells its form.</source>
        <translation>Fält, värdekurvor, vikter och begränsningar; formen beskrivs i docs/scoring.md.</translation>
    </message>
    <message>
        <source>Instead of the file&apos;s; a criterion that isn&apos;t named keeps its own.</source>
        <translation>I stället för filens; ett kriterium som inte nämns behåller sin egen.</translation>
    </message>
    <message>
        <source>Score parcels</source>
        <translation>Poängsätt fastigheter</translation>
    </message>
    <message>
        <source>Judges the features of a layer by a criteria file: status with reasons, score of 0–100, rank, and the points that each criterion gave, which add up to the score. An empty value counts neither as good nor as bad; completeness tells how much of the weight was known. All fields of the layer are kept.</source>
        <translation>Bedömer objekten i ett lager enligt en kriteriefil: status med skäl, poäng 0–100, placering och de poäng som varje kriterium gav, vilka summerar till poängen. Ett tomt värde räknas varken som bra eller dåligt; täckningen anger hur stor del av vikten som var känd. Alla fält i lagret behålls.</translation>
    </message>
    <message>
        <source>OWA: 0 = the worst value decides, 0.5 = weighted sum, 1 = the best value decides</source>
        <translation>OWA: 0 = det sämsta värdet avgör, 0,5 = viktad summa, 1 = det bästa värdet avgör</translation>
    </message>
    <message>
        <source>Scored features</source>
        <translation>Poängsatta objekt</translation>
    </message>
    <message>
        <source>Rank stability</source>
        <translation>Placeringarnas stabilitet</translation>
    </message>
    <message>
        <source>Draws the weights many times and ranks the features each time: the best, middle and worst rank of each, and how often it was among the best. The same seed gives the same answer.</source>
        <translation>Drar vikterna många gånger och rangordnar objekten varje gång: varje objekts bästa, mellersta och sämsta placering och hur ofta det var bland de bästa. Samma frö ger samma svar.</translation>
    </message>
    <message>
        <source>Drawings</source>
        <translation>Dragningar</translation>
    </message>
    <message>
        <source>How many are “the best”</source>
        <translation>Hur många som är ”de bästa”</translation>
    </message>
    <message>
        <source>How far a weight may move, as share of itself; empty = any weights at all</source>
        <translation>Hur mycket en vikt får ändras, som andel av sig själv; tomt = vilka vikter som helst</translation>
    </message>
    <message>
        <source>Features with their rank intervals</source>
        <translation>Objekten med sina placeringsintervall</translation>
    </message>
    <message>
        <source>Weights by pairwise comparison (AHP)</source>
        <translation>Vikter genom parvis jämförelse (AHP)</translation>
    </message>
    <message>
        <source>Works out weights from a matrix of pairwise judgements (Saaty): principal eigenvector and consistency ratio. Judgements that contradict each other (ratio above 0.10) are refused, and the one to mend is named.</source>
        <translation>Räknar ut vikter ur en matris av parvisa jämförelser (Saaty): principal egenvektor och konsistenskvot. Jämförelser som motsäger varandra (kvot över 0,10) avvisas, och den som bör rättas namnges.</translation>
    </message>
    <message>
        <source>Matrix, row by row, comma-separated</source>
        <translation>Matris rad för rad, kommaseparerad</translation>
    </message>
    <message>
        <source>Square, 1/3 allowed: 1, 1/2, 4, 2, 1, 7, 1/4, 1/7, 1</source>
        <translation>Kvadratisk, 1/3 tillåtet: 1, 1/2, 4, 2, 1, 7, 1/4, 1/7, 1</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Vikter</translation>
    </message>
    <message>
        <source>Consistency ratio</source>
        <translation>Konsistenskvot</translation>
    </message>
    <message>
        <source>Judgement to look at first</source>
        <translation>Jämförelse att se på först</translation>
    </message>
    <message>
        <source>Strategy overlay</source>
        <translation>Planerna mot strategin</translation>
    </message>
    <message>
        <source>Cuts the zoning by the strategy&apos;s target areas and says of each piece which measures it advances or conflicts with; the pieces of a zone add up to the zone. The gap table compares what each measure wants with what is zoned; an amount that the strategy doesn&apos;t give stays empty.</source>
        <translation>Skär planerna med strategins målområden och säger om varje bit vilka åtgärder den främjar eller strider mot; bitarna av ett område summerar till området. Gaptabellen jämför vad varje åtgärd vill ha med vad som är planlagt; en mängd som strategin inte anger lämnas tom.</translation>
    </message>
    <message>
        <source>Strategy file</source>
        <translation>Strategifil</translation>
    </message>
    <message>
        <source>Measures with their target areas and plan codes; docs/strategy.md tells its form.</source>
        <translation>Åtgärder med sina målområden och planbeteckningar; formen beskrivs i docs/strategy.md.</translation>
    </message>
    <message>
        <source>Zoning by target</source>
        <translation>Planerna per mål</translation>
    </message>
    <message>
        <source>Gaps of the targets</source>
        <translation>Målens gap</translation>
    </message>
    <message>
        <source>Target area “{}” is not in the strategy.</source>
        <translation>Målområdet ”{}” finns inte i strategin.</translation>
    </message>
    <message>
        <source>Adding up the buildings</source>
        <translation>Byggnaderna summeras</translation>
    </message>
    <message>
        <source>Checking shapes</source>
        <translation>Formerna kontrolleras</translation>
    </message>
    <message>
        <source>Checking the content</source>
        <translation>Innehållet kontrolleras</translation>
    </message>
    <message>
        <source>Comparing plan codes with the measures</source>
        <translation>Planbeteckningarna jämförs med åtgärderna</translation>
    </message>
    <message>
        <source>Counting the reserve</source>
        <translation>Reserven räknas</translation>
    </message>
    <message>
        <source>Counting what is zoned and what is wanted</source>
        <translation>Det planlagda och det önskade räknas</translation>
    </message>
    <message>
        <source>Finding the coordinate system</source>
        <translation>Koordinatsystemet tas reda på</translation>
    </message>
    <message>
        <source>Finding the shores</source>
        <translation>Stränderna söks</translation>
    </message>
    <message>
        <source>Looking for duplicates</source>
        <translation>Dubbletter söks</translation>
    </message>
    <message>
        <source>Looking for excluded shore</source>
        <translation>Strand som ska uteslutas söks</translation>
    </message>
    <message>
        <source>Matching fields</source>
        <translation>Fälten känns igen</translation>
    </message>
    <message>
        <source>Measuring the widths of water and land</source>
        <translation>Vattnets och landets bredd mäts</translation>
    </message>
    <message>
        <source>Putting pieces together</source>
        <translation>Bitarna fogas samman</translation>
    </message>
    <message>
        <source>Putting plan units together</source>
        <translation>Planenheterna fogas samman</translation>
    </message>
    <message>
        <source>Putting the right of parcels together</source>
        <translation>Fastigheternas byggrätt sätts ihop</translation>
    </message>
    <message>
        <source>Reading permitted floor area</source>
        <translation>Tillåten våningsyta läses</translation>
    </message>
    <message>
        <source>Straightening the shores</source>
        <translation>Stränderna rätas ut</translation>
    </message>
    <message>
        <source>is no measure of the strategy with a target</source>
        <translation>är ingen åtgärd i strategin med ett mål</translation>
    </message>
    <message>
        <source>is not a known source</source>
        <translation>är ingen känd källa</translation>
    </message>
    <message>
        <source>is not a number</source>
        <translation>är inte ett tal</translation>
    </message>
    <message>
        <source>the layer has no such field</source>
        <translation>lagret har inget sådant fält</translation>
    </message>
    <message>
        <source>has no plan objects</source>
        <translation>innehåller inga planobjekt</translation>
    </message>
    <message>
        <source>holds no plan: neither planObjects nor plan features</source>
        <translation>innehåller ingen plan: varken planObjects eller planobjekt</translation>
    </message>
    <message>
        <source>is nested too deep for a plan</source>
        <translation>har för många nivåer för en plan</translation>
    </message>
    <message>
        <source>is not a whole JSON file</source>
        <translation>är inte en hel JSON-fil</translation>
    </message>
    <message>
        <source>the job has no weights</source>
        <translation>uppgiften har inga vikter</translation>
    </message>
    <message>
        <source>The Python package {} is missing, so the plugin can&apos;t run. Install it for QGIS&apos;s Python (Debian: apt install python3-shapely python3-scipy python3-yaml) and restart QGIS.</source>
        <translation>Python-paketet {} saknas, så insticksprogrammet fungerar inte. Installera det för QGIS Python (Debian: apt install python3-shapely python3-scipy python3-yaml) och starta om QGIS.</translation>
    </message>
    <message>
        <source>The plugin needs shapely 2 or newer, this QGIS has {}.</source>
        <translation>Insticksprogrammet behöver shapely 2 eller nyare, detta QGIS har {}.</translation>
    </message>
    <message>
        <source>Shapely {} was built for a newer GEOS library than this QGIS has, and would crash it. Install an older one for QGIS&apos;s Python, such as shapely 2.0, and restart QGIS.</source>
        <translation>Shapely {} är byggt för ett nyare GEOS-bibliotek än det i detta QGIS och skulle krascha det. Installera ett äldre för QGIS Python, till exempel shapely 2.0, och starta om QGIS.</translation>
    </message>
    <message>
        <source>Ranked plots</source>
        <translation>Tomterna i ordning</translation>
    </message>
    <message>
        <source>Apartment houses that could get a lift</source>
        <translation>Flervåningshus som kunde få en hiss</translation>
    </message>
    <message>
        <source>Cutting the buildable area</source>
        <translation>Den byggbara ytan avgränsas</translation>
    </message>
    <message>
        <source>Measuring shore frontage</source>
        <translation>Strandlinjens längd mäts</translation>
    </message>
    <message>
        <source>dividing the land</source>
        <translation>marken delas in i fastigheter</translation>
    </message>
    <message>
        <source>laying streets and roads</source>
        <translation>gator och vägar läggs ut</translation>
    </message>
    <message>
        <source>mapping nature and services</source>
        <translation>natur och service kartläggs</translation>
    </message>
    <message>
        <source>must be a layer of polygons</source>
        <translation>måste vara ett lager med polygoner</translation>
    </message>
    <message>
        <source>raises either plot ratio or storeys, one of the two</source>
        <translation>höjer antingen exploateringstalet eller antalet våningar, bara det ena</translation>
    </message>
    <message>
        <source>shaping land and water</source>
        <translation>mark och vatten formas</translation>
    </message>
    <message>
        <source>the seed is a whole number, 0 or more</source>
        <translation>fröet är ett heltal, minst 0</translation>
    </message>
    <message>
        <source>two scenarios have the same name</source>
        <translation>två scenarier har samma namn</translation>
    </message>
    <message>
        <source>zoning and building</source>
        <translation>planläggning och byggande</translation>
    </message>
    <message>
        <source>PROMETHEE II</source>
        <translation>PROMETHEE II</translation>
    </message>
    <message>
        <source>Modified shoreline</source>
        <translation>Omvandlad strandlinje</translation>
    </message>
    <message>
        <source>Straightens the shore of lakes and islands, measures the width of the water and of the land at each piece, and multiplies by the method&apos;s coefficients. Every piece says its lengths, widths and coefficients; the cross-sections that were measured are a layer of their own.</source>
        <translation>Rätar ut sjöarnas och öarnas stränder, mäter på varje ställe vattnets och markens bredd och multiplicerar längden med metodens koefficienter. Varje del visar sina längder, bredder och koefficienter; de mätta tvärsnitten är ett eget lager.</translation>
    </message>
    <message>
        <source>Water areas</source>
        <translation>Vattenområden</translation>
    </message>
    <message>
        <source>Shore that isn't counted (field “reason”)</source>
        <translation>Strand som inte räknas (fältet ”reason”)</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Metod</translation>
    </message>
    <message>
        <source>Each method&apos;s numbers and their sources stand in resources/methods/shoreline_v1.yaml and its like.</source>
        <translation>Metodernas tal med källor finns i resources/methods/shoreline_v1.yaml och motsvarande filer.</translation>
    </message>
    <message>
        <source>Straightening tolerance (m), empty = the method&apos;s</source>
        <translation>Uträtningens tolerans (m), tomt = metodens egen</translation>
    </message>
    <message>
        <source>How often widths are measured (m), empty = the method&apos;s</source>
        <translation>Avstånd mellan breddmätningar (m), tomt = metodens eget</translation>
    </message>
    <message>
        <source>as the method says</source>
        <translation>enligt metoden</translation>
    </message>
    <message>
        <source>the lower of the two</source>
        <translation>den lägre av de två</translation>
    </message>
    <message>
        <source>the product of the two</source>
        <translation>produkten av de två</translation>
    </message>
    <message>
        <source>Where both water and land are narrow</source>
        <translation>Då både vattnet och marken är smala</translation>
    </message>
    <message>
        <source>Pieces of shore</source>
        <translation>Strandlinjens delar</translation>
    </message>
    <message>
        <source>Water bodies</source>
        <translation>Vattendrag</translation>
    </message>
    <message>
        <source>Cross-sections that were measured</source>
        <translation>Mätta tvärsnitt</translation>
    </message>
    <message>
        <source>Real shoreline (m)</source>
        <translation>Verklig strandlinje (m)</translation>
    </message>
    <message>
        <source>Straightened shoreline (m)</source>
        <translation>Uträtad strandlinje (m)</translation>
    </message>
    <message>
        <source>Modified shoreline (m)</source>
        <translation>Omvandlad strandlinje (m)</translation>
    </message>
    <message>
        <source>Check data</source>
        <translation>Kontrollera material</translation>
    </message>
    <message>
        <source>Finds out what a layer is, where its coordinates are and which field holds what, and gives it in the form that the other algorithms read. Rows that can&apos;t be used come as a layer of their own with the reason; the report says what the findings mean for the results. Rows read = rows kept + rows rejected.</source>
        <translation>Tar reda på vad ett lager är, var dess koordinater ligger och vad varje fält innehåller, och ger lagret i den form som de andra verktygen läser. Rader som inte kan användas kommer som ett eget lager med orsak; rapporten säger vad iakttagelserna betyder för resultaten. Lästa rader = godkända + förkastade.</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Lager</translation>
    </message>
    <message>
        <source>What the layer is</source>
        <translation>Vad lagret är</translation>
    </message>
    <message>
        <source>Recognise it</source>
        <translation>Känn igen</translation>
    </message>
    <message>
        <source>Municipality code</source>
        <translation>Kommunkod</translation>
    </message>
    <message>
        <source>Tells where the coordinates ought to be. Empty: anywhere in Finland.</source>
        <translation>Säger var koordinaterna borde ligga. Tomt: var som helst i Finland.</translation>
    </message>
    <message>
        <source>Coordinate system, where you know better</source>
        <translation>Koordinatsystem, om du vet bättre</translation>
    </message>
    <message>
        <source>Otherwise what the layer says is compared with where its coordinates lie.</source>
        <translation>Annars jämförs det som lagret uppger med var dess koordinater ligger.</translation>
    </message>
    <message>
        <source>With them, buildings in no parcel or on two are counted, and rows without a shape are placed.</source>
        <translation>Med dem räknas byggnader som inte står på något skifte eller står på två, och rader utan geometri placeras.</translation>
    </message>
    <message>
        <source>Parcels, for buildings and plan units</source>
        <translation>Skiften, för byggnader och planenheter</translation>
    </message>
    <message>
        <source>project&apos;s choice</source>
        <translation>detta projekts val</translation>
    </message>
    <message>
        <source>Checked layer</source>
        <translation>Kontrollerat lager</translation>
    </message>
    <message>
        <source>Rejected rows</source>
        <translation>Förkastade rader</translation>
    </message>
    <message>
        <source>HTML files (*.html)</source>
        <translation>HTML-filer (*.html)</translation>
    </message>
    <message>
        <source>Rows read</source>
        <translation>Lästa rader</translation>
    </message>
    <message>
        <source>Rows kept</source>
        <translation>Godkända rader</translation>
    </message>
    <message>
        <source>Rows rejected</source>
        <translation>Förkastade rader</translation>
    </message>
    <message>
        <source>Rows repaired</source>
        <translation>Reparerade rader</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Roll</translation>
    </message>
    <message>
        <source>Coordinate system</source>
        <translation>Koordinatsystem</translation>
    </message>
    <message>
        <source>Recognised source</source>
        <translation>Igenkänd källa</translation>
    </message>
    <message>
        <source>The parcels were not needed: the layer holds neither buildings nor plan units.</source>
        <translation>Skiftena behövdes inte: lagret har varken byggnader eller planenheter.</translation>
    </message>
    <message>
        <source>{name}: {role}, {crs}</source>
        <translation>{name}: {role}, {crs}</translation>
    </message>
    <message>
        <source>A repair may change an area by less than this share</source>
        <translation>En reparation får ändra arealen med mindre än denna andel</translation>
    </message>
    <message>
        <source>Farther than this from the municipality is a wrong place (km)</source>
        <translation>Längre bort än så från kommunen är läget fel (km)</translation>
    </message>
    <message>
        <source>Up to this share of rows far away they are strays; more, and the layer covers more</source>
        <translation>Upp till denna andel är avlägsna rader vilsna punkter; är andelen större täcker lagret ett större område</translation>
    </message>
    <message>
        <source>Smaller overlaps of plan areas are digitising (m²)</source>
        <translation>Mindre överlappningar mellan planområden är digitaliseringsfel (m²)</translation>
    </message>
    <message>
        <source>Smaller gaps between plan areas are digitising (m²)</source>
        <translation>Mindre glapp mellan planområden är digitaliseringsfel (m²)</translation>
    </message>
    <message>
        <source>Larger holes between plan areas are land outside the plan (m²)</source>
        <translation>Större hål mellan planområden är mark utanför planen (m²)</translation>
    </message>
    <message>
        <source>Register area and drawn area may differ by this share</source>
        <translation>Registerarealen och den ritade arealen får skilja sig med denna andel</translation>
    </message>
    <message>
        <source>A building stands on a second parcel from this share of its footprint</source>
        <translation>En byggnad står också på ett annat skifte från denna andel av byggnadsytan</translation>
    </message>
    <message>
        <source>… and from this area (m²)</source>
        <translation>… och från denna areal (m²)</translation>
    </message>
    <message>
        <source>Adding up per estate</source>
        <translation>Summerar per stamfastighet</translation>
    </message>
    <message>
        <source>Counting free shore</source>
        <translation>Räknar fri strand</translation>
    </message>
    <message>
        <source>Counting used rights</source>
        <translation>Räknar använda rätter</translation>
    </message>
    <message>
        <source>Finding whose shore it is</source>
        <translation>Tar reda på vems stranden är</translation>
    </message>
    <message>
        <source>isn&apos;t a modified shoreline: a column is missing</source>
        <translation>är ingen omvandlad strandlinje: en kolumn saknas</translation>
    </message>
    <message>
        <source>no parcel has this id, and the site doesn&apos;t lie on one; correct the id or draw the site</source>
        <translation>inget skifte har denna beteckning och byggplatsen ligger inte på något; rätta beteckningen eller rita byggplatsen</translation>
    </message>
    <message>
        <source>the zones need a column with the norm</source>
        <translation>zonerna behöver en kolumn med dimensioneringsnormen</translation>
    </message>
    <message>
        <source>there is no such field</source>
        <translation>fältet finns inte</translation>
    </message>
    <message>
        <source>there is no such water body</source>
        <translation>vattendraget finns inte</translation>
    </message>
    <message>
        <source>Cutting the shore zone</source>
        <translation>Avgränsar strandzonen</translation>
    </message>
    <message>
        <source>Cutting what can&apos;t be built</source>
        <translation>Skär bort det som inte kan bebyggas</translation>
    </message>
    <message>
        <source>a comparison needs at least one scenario, and each its own name</source>
        <translation>en jämförelse behöver minst ett alternativ, och vart och ett ett eget namn</translation>
    </message>
    <message>
        <source>What is read</source>
        <translation>Uppgift som läses</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Fält</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Exempel</translation>
    </message>
    <message>
        <source>Fields of the layer</source>
        <translation>Lagrets fält</translation>
    </message>
    <message>
        <source>Choose a layer above to see its fields.</source>
        <translation>Välj ett lager ovan för att se dess fält.</translation>
    </message>
    <message>
        <source>{layer}: two fields fit as well, choose: {columns}</source>
        <translation>{layer}: två fält passar lika bra, välj: {columns}</translation>
    </message>
    <message>
        <source>{}: which field holds what</source>
        <translation>{}: vad varje fält innehåller</translation>
    </message>
    <message>
        <source>none</source>
        <translation>inget</translation>
    </message>
    <message>
        <source>Sureness</source>
        <translation>Säkerhet</translation>
    </message>
    <message>
        <source>Recognised as</source>
        <translation>Identifierat som</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>Koordinatsystem</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anmärkning</translation>
    </message>
    <message>
        <source>Layers found</source>
        <translation>Lager som hittades</translation>
    </message>
    <message>
        <source>Role of {}</source>
        <translation>Roll för {}</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>används inte</translation>
    </message>
    <message>
        <source>Fits as well: {}</source>
        <translation>Passar också: {}</translation>
    </message>
    <message>
        <source>Perhaps {}: choose</source>
        <translation>Kanske {}: välj</translation>
    </message>
    <message>
        <source>Another layer is taken as {}</source>
        <translation>Ett annat lager har rollen {}</translation>
    </message>
    <message>
        <source>As you chose before</source>
        <translation>Som du valde tidigare</translation>
    </message>
    <message>
        <source>Is copied beside the project</source>
        <translation>Kopieras till projektets mapp</translation>
    </message>
    <message>
        <source>What is missing, and what it costs</source>
        <translation>Vad som saknas och vad det påverkar</translation>
    </message>
    <message>
        <source>{}: can’t be answered without it</source>
        <translation>{}: kan inte bedömas utan detta</translation>
    </message>
    <message>
        <source>{}: {} of the weight stays unknown ({})</source>
        <translation>{}: {} av vikten förblir okänd ({})</translation>
    </message>
    <message>
        <source>{}: must be looked into by hand ({})</source>
        <translation>{}: måste utredas separat ({})</translation>
    </message>
    <message>
        <source>{}: what is used of the right stays unknown</source>
        <translation>{}: den använda våningsytan förblir okänd</translation>
    </message>
    <message>
        <source>New planning project</source>
        <translation>Nytt planeringsprojekt</translation>
    </message>
    <message>
        <source>What is missing</source>
        <translation>Vad som saknas</translation>
    </message>
    <message>
        <source>Choose where the data lie.</source>
        <translation>Välj var materialet finns.</translation>
    </message>
    <message>
        <source>Data from:</source>
        <translation>Material:</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Mapp…</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>Filer…</translation>
    </message>
    <message>
        <source>Layers of the open project</source>
        <translation>Det öppna projektets lager</translation>
    </message>
    <message>
        <source>PostGIS database</source>
        <translation>PostGIS-databas</translation>
    </message>
    <message>
        <source>Municipality:</source>
        <translation>Kommun:</translation>
    </message>
    <message>
        <source>Municipality</source>
        <translation>Kommun</translation>
    </message>
    <message>
        <source>Shown on maps and reports</source>
        <translation>Visas på kartor och i rapporter</translation>
    </message>
    <message>
        <source>Folder of the project</source>
        <translation>Projektets mapp</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Rubrik</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppa</translation>
    </message>
    <message>
        <source>Make the project</source>
        <translation>Skapa projektet</translation>
    </message>
    <message>
        <source>Folder of the data</source>
        <translation>Materialets mapp</translation>
    </message>
    <message>
        <source>Data files</source>
        <translation>Materialfiler</translation>
    </message>
    <message>
        <source>The open project has no layers that could be used.</source>
        <translation>Det öppna projektet har inga lager som kunde användas.</translation>
    </message>
    <message>
        <source>QGIS has no PostgreSQL connections yet</source>
        <translation>QGIS har inga PostgreSQL-anslutningar ännu</translation>
    </message>
    <message>
        <source>Looking at the data…</source>
        <translation>Materialet identifieras…</translation>
    </message>
    <message>
        <source>Looking at the data… {} layers</source>
        <translation>Materialet identifieras… {} lager</translation>
    </message>
    <message>
        <source>{} layers found, {} of them with a role.</source>
        <translation>{} lager hittades, och {} av dem fick en roll.</translation>
    </message>
    <message>
        <source>Look at the {} layers with a note in bold: something else fits as well.</source>
        <translation>Granska anmärkningarna i fet stil ({}): något annat passar också.</translation>
    </message>
    <message>
        <source>The folder has a planning project already. Replace its case file and project?</source>
        <translation>I mappen finns redan ett planeringsprojekt. Ska dess fallfil och projekt ersättas?</translation>
    </message>
    <message>
        <source>Copying layers…</source>
        <translation>Lager kopieras…</translation>
    </message>
    <message>
        <source>Recognising data</source>
        <translation>Identifiering av material</translation>
    </message>
    <message>
        <source>Copying layers</source>
        <translation>Kopiering av lager</translation>
    </message>
    <message>
        <source>New planning project…</source>
        <translation>Nytt planeringsprojekt…</translation>
    </message>
    <message>
        <source>has no shore: all of its border is the edge of the data or of other water</source>
        <translation>har ingen strand: hela dess gräns är kanten av materialet eller av ett annat vattenområde</translation>
    </message>
    <message>
        <source>What can be answered</source>
        <translation>Vad materialet räcker till</translation>
    </message>
    <message>
        <source>can’t be answered, missing: {}</source>
        <translation>kan inte bedömas, saknas: {}</translation>
    </message>
    <message>
        <source>nothing can be known</source>
        <translation>inget kan bli känt</translation>
    </message>
    <message>
        <source>all of the evidence can be known</source>
        <translation>alla uppgifter som behövs kan bli kända</translation>
    </message>
    <message>
        <source>at most {} of the evidence can be known</source>
        <translation>högst {} av uppgifterna kan bli kända</translation>
    </message>
    <message>
        <source>Map data ({})</source>
        <translation>Geodata ({})</translation>
    </message>
    <message>
        <source>QGIS has no PostgreSQL connection of this name</source>
        <translation>QGIS har ingen PostgreSQL-anslutning med detta namn</translation>
    </message>
    <message>
        <source>Writing the result layers</source>
        <translation>Resultatlagren skrivs</translation>
    </message>
    <message>
        <source>can&apos;t be added to the project</source>
        <translation>kan inte läggas till i projektet</translation>
    </message>
    <message>
        <source>can&apos;t be opened</source>
        <translation>kan inte öppnas</translation>
    </message>
    <message>
        <source>could not be written</source>
        <translation>kunde inte skrivas</translation>
    </message>
    <message>
        <source>doesn&apos;t reach the area</source>
        <translation>når inte området</translation>
    </message>
    <message>
        <source>has no features</source>
        <translation>har inga objekt</translation>
    </message>
    <message>
        <source>holds points, lines and areas mixed</source>
        <translation>innehåller punkter, linjer och ytor blandat</translation>
    </message>
    <message>
        <source>must have square cells</source>
        <translation>måste ha kvadratiska celler</translation>
    </message>
    <message>
        <source>the coordinate system is not known</source>
        <translation>koordinatsystemet är inte känt</translation>
    </message>
    <message>
        <source>the database can&apos;t be read</source>
        <translation>databasen kan inte läsas</translation>
    </message>
    <message>
        <source>the layer can&apos;t be opened</source>
        <translation>lagret kan inte öppnas</translation>
    </message>
    <message>
        <source>the layer has none of the criteria&apos;s fields</source>
        <translation>lagret har inget av kriteriernas fält</translation>
    </message>
    <message>
        <source>the result can&apos;t be opened</source>
        <translation>resultatet kan inte öppnas</translation>
    </message>
    <message>
        <source>the table can&apos;t be opened</source>
        <translation>tabellen kan inte öppnas</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
</context>
</TS>
