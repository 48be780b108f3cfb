/** Words at which a name of a concept begins or ends, and which none contains, but for "of" and "and" inside a fixed name. */
const BOUNDARIES = new Set(
  `a an the this that these those there here it its it's he she they them him his her hers their theirs we us our ours you your yours i me my mine one ones
   be am is are was were been being do does did done doing have has had having can could will would shall should may might must ought cannot
   of to in on at by for from with without within into onto upon about above below under over between among amongst through throughout during before after
   against toward towards across along around behind beyond near off out up down per via as than then so and or but nor yet if when while whereas because
   since although though unless until whether which who whom whose what why how where also just very really quite rather only too even still already ever
   never not no none some any each every all both either neither more most much many few fewer less least several other others another same such own
   first second third last next now today later soon often usually sometimes always generally typically commonly mainly mostly largely simply
   perhaps maybe thus therefore hence however instead otherwise moreover furthermore meanwhile nevertheless indeed example instance etc e.g i.e vs
   et al s t ll re ve d m don didn isn aren wasn weren couldn wouldn two three four five six seven eight nine ten hundred thousand million billion percent
   well again almost enough able like unlike according due despite regardless versus including included includes include based using used use uses
   many various certain different similar particular specific general overall entire whole main major minor key basic common important new old good bad better
   best worse high higher low lower large larger small smaller great greater little long longer short early late recent possible likely unlikely true false
   real actual current present past future modern traditional typical popular famous primary secondary additional further extra full complete single
   year years month months week weeks day days hour hours minute minutes century decade decades time times age ages way ways thing things lot lots
   people person someone somebody anyone everyone something anything everything nothing part parts kind kinds sort sorts type types form forms number numbers
   amount range variety series set sets group's case cases point points fact facts idea ideas aspect aspects feature features area areas level levels
   term terms word words name names concept concepts notion definition meaning difference differences similarity similarities relationship relationships
   importance role influence impact effect effects result results reason reasons cause causes purpose goal goals benefit benefits merit merits
   advantage advantages disadvantage disadvantages characteristic characteristics component components tenet tenets basis foundation foundations overview
   introduction summary history examples instances figure figures table chapter section photo image link video credit source sources page
   understanding understand knowledge ways familiarity context respect regard regards terms process processes step steps nature perspective perspectives
   contribution contributions finding findings outcome outcomes condition conditions function functions system systems issue issues topic topics factor factors
   approach approaches element elements category categories situation situations contrast evidence problem problems criterion criteria stage stages
   theme themes significance prevalence contemporary broad widespread themselves itself himself herself yourself ourselves country countries world individual
   individuals today's`.split(/\s+/),
);

/** Verbs and their forms that stand beside concepts but belong to none. */
const VERBS = new Set(
  `explain describe discuss define identify understand appreciate compare contrast list name recognize recognise analyze analyse evaluate apply summarize
   summarise outline distinguish differentiate demonstrate demonstrates demonstrated illustrate illustrates examine examines examined explore explores assess
   determine determines determined state states stated interpret calculate compute predict predicts describes described defines defined explains explained
   discusses discussed identifies identified compares compared provide provides provided providing give gives given giving gave make makes made making take
   takes took taken taking come comes came coming go goes went going gone get gets got getting see sees saw seen seeing know knows knew known knowing think
   thinks thought say says said saying tell tells told find finds found finding show shows showed shown showing become becomes became becoming begin begins
   began begun start starts started keep keeps kept let lets help helps helped helping need needs needed want wants wanted try tries tried trying seem seems
   seemed appear appears appeared occur occurs occurred occurring happen happens happened exist exists existed remain remains remained allow allows allowed
   allowing lead leads led leading cause caused causing create creates created creating produce produces produced producing affect affects affected affecting
   influence influences influenced influencing increase increases increased increasing decrease decreases decreased reduce reduces reduced involve involves
   involved involving contain contains contained consist consists consisted relate relates related relating refer refers referred referring call called calls
   consider considers considered considering believe believes believed suggest suggests suggested argue argues argued claim claims claimed note notes noted
   report reports reported observe observes observed follow follows followed following live lives lived living work works worked feel feels felt look looks
   looked bring brings brought put puts hold holds held turn turns turned move moves moved run runs ran play plays played study studies studied ask asks asked
   develop develops developed learn learns learned teach teaches taught add adds added receive receives received experience experiences experienced serve
   serves served view views viewed perceive perceives focus focuses focused share shares shared tend tends tended require requires required depend depends
   depended differ differs differed vary varies varied change changes changed associate associated correlated linked meant means mean measure measures measured
   support supports supported choose chooses chose chosen leave leaves left engage engages engaged respond responds responded act acts acted attempt attempts
   attempted face faces faced spend spent lose lost win won grow grows grew break breaks broke conducted conduct conducts performed perform performs
   represents represent represented reflects reflect reflected contribute contributes contributed suffer suffers suffered reach reaches reached expressed
   express expresses becomes imagine remember talk talked talking write wrote written read speak spoke meet met pay paid continue continues continued
   explaining describing discussing understanding identifying comparing proposed proposes propose introduced introduces established establish emerged
   emerge emerges resulting resulted shifted played portrayed present presents presented`.split(/\s+/),
);

/** Words in -ly are mostly adverbs; these are not. */
const NOUN_IN_LY =
  /(?:family|anomaly|assembly|opoly|supply|jelly|belly|bully|reply|elderly|homily|melancholy|panoply|gully|italy|fly)$|^(?:ally|rally|tally|lily|july)$/;

/** Whether a word (in lower case) is one at which names of concepts end. */
export function endsNames(word: string): boolean {
  return (
    word.length < 2 || BOUNDARIES.has(word) || VERBS.has(word) || /^\p{N}/u.test(word) || (/.{3}ly$/.test(word) && !NOUN_IN_LY.test(word))
  );
}

/** Words after which a verb is more likely than a name. */
export const BEFORE_VERBS: ReadonlySet<string> = new Set(
  "to can could will would shall should may might must not they we you i he she who people often also don't doesn't didn't never".split(
    " ",
  ),
);

/** Words after which a name is more likely than a verb. */
export const BEFORE_NAMES: ReadonlySet<string> = new Set(
  "the a an of this these those its their his her our your in on by for from with into between through about both each every any some no other".split(
    " ",
  ),
);
