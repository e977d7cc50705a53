"""Titles for ``match``: how people write some that are held, and titles that are not held.

Written by hand. Nothing here is on the register under any name; what is made up is so by mixing the
forms and the subjects of ``FORMS``.
"""

from __future__ import annotations

# By language: how titles are put together, and subjects that no record has.
FORMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "en": (
        (
            "Bachelor of {}", "Bachelor of Science in {}", "Master of Science in {}",
            "Diploma in {}", "Certificate III in {}", "National Certificate in {} (Level 4)",
            "National Trade Certificate ({})", "B.Sc. {}", "{} NC II", "Licensed {} Certificate",
        ),
        (
            "Physics", "Dental Hygiene", "Forestry", "Law", "Hairdressing", "Journalism",
            "Marketing", "Music Therapy", "Geology", "Veterinary Medicine", "Optometry",
            "Graphic Design", "Horticulture", "Bookbinding", "Tourism", "Chemistry",
            "Beauty Therapy", "Radiography", "Statistics", "Anthropology",
        ),
    ),
    "fr": (
        ("Licence de {}", "Master en {}", "Diplôme de {}", "Brevet professionnel {}", "CAP {}",
         "Diplôme d'État de {}"),
        ("coiffure", "droit", "philosophie", "pâtisserie", "chimie", "géographie", "horlogerie",
         "ébénisterie", "audioprothésiste", "psychomotricien", "orthophoniste", "histoire"),
    ),
    "es": (
        ("Licenciatura en {}", "Grado en {}", "Técnico en {}", "Diplomado en {}", "Título de {}"),
        ("Derecho", "Filosofía", "Peluquería", "Química", "Periodismo", "Veterinaria",
         "Odontología", "Jardinería", "Biblioteconomía", "Turismo", "Biología", "Óptica"),
    ),
    "de": (
        ("Bachelor of Science ({})", "Geselle im Handwerk {}", "Staatlich geprüfter {}",
         "Diplom-{}", "Meister {}", "Ausbildung {}"),
        ("Bäcker", "Friseur", "Physiker", "Uhrmacher", "Gärtner", "Landwirt", "Apotheker",
         "Chemielaborant", "Tierpfleger", "Schornsteinfeger", "Logopäde", "Biologe"),
    ),
    "ar": (
        ("بكالوريوس {}", "دبلوم {}", "ماجستير {}", "شهادة {}", "ليسانس {}"),
        ("الحقوق", "الفيزياء", "الكيمياء", "الصحافة", "الفلسفة", "طب الأسنان", "الطب البيطري",
         "الجغرافيا", "الحلاقة", "التسويق", "البصريات", "الغابات"),
    ),
    "ru": (
        ("Диплом {}", "Бакалавр {}", "Магистр {}", "Квалификация {}"),
        ("физики", "юриста", "парикмахера", "ветеринара", "агронома", "журналиста", "геолога",
         "стоматолога", "часовщика", "кондитера"),
    ),
    "zh": (
        ("{}学士", "{}硕士", "{}文凭", "{}资格证书"),
        ("物理学", "法学", "美容师", "兽医", "新闻学", "牙科", "哲学", "园艺", "地质学", "导游"),
    ),
}  # fmt: skip

# Real titles and occupations that the register does not hold.
OTHERS: dict[str, tuple[str, ...]] = {
    "en": (
        "Writer", "Painter", "Printer", "Cutler", "Miner", "Miller", "Porter", "Sailor", "Tiler",
        "Glazier", "Barber", "Banker", "Teller", "Potter", "Baker", "Tanner", "Chemical engineer",
        "Mining engineer", "Mechanical draughtsperson", "Dental nurse", "Veterinary nurse",
        "Bus driver", "Train driver", "Nursery gardener", "Database administrator",
        "Web designer", "Art teacher", "Vocational teacher", "Legal secretary",
        "Medical secretary",
        "Bachelor of Medicine, Bachelor of Surgery (MBBS)", "Juris Doctor",
        "Doctor of Dental Surgery",
        "Bachelor of Occupational Therapy", "Certificate IV in Ageing Support",
        "Diploma of Early Childhood Education and Care", "Certificate III in Commercial Cookery",
        "Certificate III in Carpentry", "Certificate III in Plumbing",
        "Certificate II in Engineering",
        "HNC in Social Sciences", "A level", "International Baccalaureate Diploma",
        "Bread and Pastry Production NC II", "Housekeeping NC II", "Automotive Servicing NC I",
        "Electrical Installation and Maintenance NC II", "Caregiving NC III", "Cookery NC II",
        "Shielded Metal Arc Welding (SMAW) NC I", "Shielded Metal Arc Welding (SMAW) NC III",
        "Gas Tungsten Arc Welding (GTAW) NC II", "National Trade Certificate (Fitter)",
        "National Trade Certificate (Turner)", "National Trade Certificate (Mechanic Diesel)",
        "National Trade Certificate (Plumber)", "Bachelor of Technology (Mechanical Engineering)",
        "Bachelor of Technology (Civil Engineering)", "Bachelor of Pharmacy",
        "Bachelor of Education",
        "Bachelor of Commerce", "Bachelor of Business Administration", "Bachelor of Arts",
        "Bachelor of Science in Midwifery", "Bachelor of Science in Pharmacy",
        "Bachelor of Science in Medical Technology", "Bachelor of Science in Accountancy",
        "Bachelor of Science in Civil Engineering", "Master of Science in Nursing",
        "Doctor of Nursing Practice", "Diploma in Pharmacy", "Diploma in Clinical Medicine",
        "Diploma in Medical Laboratory Sciences", "Auxiliary Nurse Midwife",
        "Proficiency Certificate Level in Medical Laboratory Technology",
        "New Zealand Certificate in Health and Wellbeing (Level 3)",
        "New Zealand Certificate in Mechanical Engineering (Trade) (Level 4)",
        "New Zealand Certificate in Plumbing, Gasfitting and Drainlaying (Level 4)",
        "BSc (Hons) in Physiotherapy", "BSc (Hons) in Computing", "Bachelor of Laws (LLB)",
        "Postgraduate Certificate in Education", "Higher National Diploma in Tourism",
        "Barista", "Pastry chef", "Florist", "Librarian", "Air traffic controller", "Dentist",
        "Journalist", "Hairdresser", "Security guard", "Tailor", "Roofer", "Surveyor", "Actor",
    ),
    "fr": (
        "Peintre", "Facteur", "Potier", "Tailleur", "Ingénieur chimiste", "Ingénieur commercial",
        "Professeur de piano", "Infirmier anesthésiste", "Conducteur de bus", "Aide-comptable",
        "Mécanicien dentiste", "Soudeur",
        "Baccalauréat général", "Brevet de technicien supérieur", "Licence en sciences infirmières",
        "CAP Pâtissier", "CAP Coiffure", "Diplôme d'État d'assistant de service social",
        "Diplôme d'ergothérapeute", "Diplôme d'ingénieur agronome", "Avocat", "Boulanger",
        "Coiffeur",
        "Bibliothécaire", "Opticien", "Journaliste", "Notaire", "Boucher", "Fleuriste",
    ),
    "es": (
        "Pintor", "Cartero", "Cantero", "Cochero", "Cerrajero", "Ingeniero químico",
        "Ingeniero agrónomo", "Profesor de música", "Auxiliar administrativo",
        "Auxiliar de farmacia", "Conductor de autobús", "Soldador",
        "Bachillerato", "Licenciado en Derecho", "Graduado en Medicina", "Grado en Enfermería",
        "Técnico superior en higiene bucodental", "Abogado", "Peluquero", "Panadero", "Veterinario",
        "Periodista", "Arquitecto técnico", "Psicólogo clínico", "Dentista", "Carnicero",
    ),
    "de": (
        "Abitur", "Staatsexamen Medizin", "Kaufmann für Büromanagement", "Bankkaufmann",
        "Mechatroniker", "Industriemechaniker", "Elektroniker für Betriebstechnik",
        "Fachinformatiker, Fachrichtung Systemintegration", "Altenpfleger",
        "Medizinische Fachangestellte",
        "Erzieher", "Rechtsanwalt", "Bäcker", "Tischler", "Anlagenmechaniker", "Hebamme",
    ),
    "ar": (
        "حداد", "سباح", "نقاش", "مهندس كيميائي", "مهندس زراعي", "معلم موسيقى", "مساعد صيدلي",
        "سائق حافلة", "مدير مبيعات", "فني مختبر",
        "الثانوية العامة", "بكالوريوس الطب والجراحة", "بكالوريوس الصيدلة", "بكالوريوس التجارة",
        "ليسانس الآداب", "بكالوريوس الهندسة المدنية", "دبلوم التعليم الصناعي", "محام", "صحفي",
        "حلاق", "خباز", "طبيب أسنان", "طبيب بيطري", "جزار", "مترجم", "خياط رجالي",
    ),
    "ru": (
        "Маляр", "Инженер-химик", "Учитель музыки", "Водитель автобуса", "Помощник юриста",
        "Оператор связи", "Механик-наладчик лифтов", "Врач-стоматолог", "Сварщик",
        "Аттестат о среднем образовании", "Лечебное дело", "Юрист", "Парикмахер", "Пекарь",
        "Стоматолог", "Ветеринар", "Журналист", "Агроном", "Библиотекарь", "Геолог", "Переводчик",
    ),
    "zh": (
        "设计师", "化学工程师", "采矿工程师", "铁匠", "钳工", "音乐教师", "公交车司机", "营养师",
        "数据库管理员",
        "高中毕业证书", "临床医学学士", "律师", "记者", "理发师", "面包师", "牙医", "兽医",
        "翻译", "图书管理员", "英语专业四级证书", "教师资格证书",
    ),
    "pl": (
        "magister prawa", "licencjat pielęgniarstwa", "inżynier budownictwa", "lekarz", "piekarz",
    ),
    "ro": ("Diplomă de bacalaureat", "Diplomă de licență în drept", "medic stomatolog"),
    "sv": ("Sjuksköterskeexamen", "Tandläkarexamen", "Juristexamen", "Barnmorska", "Frisör"),
    "ja": ("社会福祉士", "看護師", "美容師", "調理師", "保育士", "精神保健福祉士"),
}  # fmt: skip

# How people write Arabic and Chinese names in Latin letters, by ear: the name and its writing.
BY_EAR: tuple[tuple[str, str], ...] = (
    ("بكالوريوس التمريض (أستراليا)", "bakaloryos altamrid"),
    ("بكالوريوس علوم الحاسب", "bakalorius olum al hasib"),
    ("بكالوريوس الحاسبات والمعلومات", "bakaloryus al hasibat wal maalumat"),
    ("بكالوريوس العلوم في التمريض (الفلبين)", "bakaloryos al oloum fi al tamrid"),
    ("دبلوم مهندس الدولة", "diblom mohandis al dawla"),
    ("مهندس مدني", "mohandes madani"),
    ("مهندس ميكانيكي", "mohandis mikaniki"),
    ("مهندس كهربائي", "muhandis kahrabai"),
    ("ممرض قانوني", "momarrid qanuni"),
    ("محاسب قانوني", "mohaseb qanouni"),
    ("معلم ثانوي", "muallim thanawi"),
    ("مطور برمجيات", "motawer barmajiyat"),
    ("سائق شاحنة", "saeq shahina"),
    ("عامل زراعي", "amel ziraei"),
    ("عاملة منزلية", "amila manziliya"),
    ("نجار مبان", "najjar maban"),
    ("كهربائي مبان", "kahrabai maban"),
    ("会计师", "kuaijishi"),
    ("审计师", "shenjishi"),
    ("注册会计师", "zhuce kuaijishi"),
    ("土木工程师", "tumu gongchengshi"),
    ("小学教师", "xiaoxue jiaoshi"),
    ("家庭医生", "jiating yisheng"),
    ("护理员", "huliyuan"),
    ("厨师", "chushi"),
    ("水管工", "shuiguangong"),
    ("系统管理员", "xitong guanliyuan"),
    ("助产士", "zhuchanshi"),
    ("卡车司机", "kache siji"),
)
