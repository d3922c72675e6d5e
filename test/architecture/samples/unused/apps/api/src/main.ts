import { tariff } from '#tariff';
import 'class-validator';

export const total = tariff(1);
